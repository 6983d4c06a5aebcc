using System.CommandLine;
using Collector.Cli.Display;
using Collector.Dashboard;
using Collector.Media;
using Collector.Scheduler;
using Microsoft.Extensions.DependencyInjection;

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

            var builder = shell.CreateBuilder();
            builder.Services.AddSingleton(database);
            builder.AddImageStore();
            await using var services = builder.Services.BuildServiceProvider();
            foreach (var channel in channels)
            {
                if (purged)
                {
                    var (messages, files) = await new PurgeChannel(database, services.GetRequiredService<ImagePurge>()).ExecuteAsync(channel.Id, cancellationToken);
                    shell.Line($"Purged {Figures.Name(channel.Name)}: {Figures.Number(messages)} messages and {Figures.Number(files)} image files are deleted.");
                }
                else
                {
                    await new Channels(database).RemoveAsync(channel.Id, cancellationToken);
                    shell.Line($"Removed {Figures.Name(channel.Name)}; its messages and images stay.");
                }
            }

            return ExitCode.Complete;
        });
        return remove;
    }

    static bool IsMeant(Shell shell, ChannelRow channel)
    {
        if (!shell.IsAnswered)
            throw new UsageException("Purging deletes messages and images for good: say --yes.");
        return shell.Ask($"Deletes the messages and images of {Figures.Name(channel.Name)} for good. Type its name to go on:").Trim() == Figures.Name(channel.Name);
    }
}
