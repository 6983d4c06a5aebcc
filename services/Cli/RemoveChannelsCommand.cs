using System.CommandLine;
using Collector.Cli.Display;
using Collector.Contracts;
using Collector.Dashboard;
using Collector.Media;
using Collector.Scheduler;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Collector.Cli;

static class RemoveChannelsCommand
{
    public static Command Create(Shell shell)
    {
        var names = NamedChannels.Argument();
        var purge = new Option<bool>("--purge") { Description = "Delete what was collected, too: messages, and images that no other channel shows.", Arity = ArgumentArity.Zero };
        var yes = new Option<bool>("--yes") { Description = "With --purge: do not ask.", Arity = ArgumentArity.Zero };
        var remove = new Command("remove", "Stop collecting channels; what was collected stays, unless it is purged.") { names, purge, yes };
        remove.CheckWords(names);
        remove.SetAction(async (command, cancellationToken) =>
        {
            var purged = command.GetValue(purge);
            await using var database = await OpenDatabase.WithSchemaAsync(shell, migrate: false, cancellationToken);
            var channels = await new NamedChannels(database).FindAsync(command.GetValue(names)!, cancellationToken, removed: purged);
            if (purged && !command.GetValue(yes) && !channels.All(channel => IsMeant(shell, channel)))
            {
                shell.Line("Nothing was removed.");
                return ExitCode.Complete;
            }

            await using var services = ImageServices.Open(shell, database);
            var code = ExitCode.Complete;
            foreach (var channel in channels)
                try
                {
                    shell.Line(await RemoveAsync(database, services, channel, purged, cancellationToken));
                }
                catch (PermanentException failure)
                {
                    shell.Problem($"{Figures.Name(channel.Name)}: {failure.Message}");
                    code = ExitCode.Failed;
                }

            return code;
        });
        return remove;
    }

    static async Task<string> RemoveAsync(NpgsqlDataSource database, ServiceProvider services, ChannelRow channel, bool purged, CancellationToken cancellationToken)
    {
        if (!purged)
        {
            await new Channels(database).RemoveAsync(channel.Id, cancellationToken);
            return $"Removed {Figures.Name(channel.Name)}; its messages and images stay.";
        }

        var (messages, files) = await new PurgeChannel(database, services.GetRequiredService<ImagePurge>()).ExecuteAsync(channel.Id, cancellationToken);
        return $"Purged {Figures.Name(channel.Name)}: {Figures.Count(messages, "message", "messages")} and {Figures.Count(files, "image file", "image files")} are deleted.";
    }

    static bool IsMeant(Shell shell, ChannelRow channel)
    {
        if (!shell.IsAnswered)
            throw new UsageException("Purging deletes messages and images for good: say --yes.");
        return shell.Ask($"Deletes the messages and images of {Figures.Name(channel.Name)} for good. Type its name to go on:").Trim() == Figures.Name(channel.Name);
    }
}
