using System.CommandLine;
using Collector.Cli.Display;
using Collector.Cli.Running;
using Collector.Contracts;
using Collector.Hosting;
using Collector.Scheduler;
using Collector.Writer;
using Npgsql;

namespace Collector.Cli;

static class CollectCommand
{
    public static Command Create(Shell shell)
    {
        var names = new Argument<string[]>("NAME") { Description = "Channels: handle, title, id, Telegram id or address.", Arity = ArgumentArity.OneOrMore };
        var accept = new Option<bool>("--accept-deletions") { Description = "Mark as deleted what a sweep missed, however much it is.", Arity = ArgumentArity.Zero };
        var again = new Option<bool>("--again") { Description = "Read their whole history once more: for edits, deletions and new counts.", Arity = ArgumentArity.Zero };
        var collect = new Command("collect", "Look at channels now, and give their parked ranges another chance.") { names, again, accept };
        collect.CheckWords(names);
        collect.SetAction(async (command, cancellationToken) =>
        {
            IReadOnlyList<ChannelRow> channels;
            await using (var database = await OpenDatabase.WithSchemaAsync(shell, migrate: false, cancellationToken))
            {
                channels = await new NamedChannels(database).FindAsync(command.GetValue(names)!, cancellationToken);
                foreach (var channel in channels)
                {
                    if (command.GetValue(accept))
                        shell.Line($"{Figures.Name(channel.Name)}: {Figures.Count(await new Deletions(database).AcceptAsync(channel.Id, cancellationToken), "message", "messages")} marked as deleted.");
                    if (command.GetValue(again))
                        await new Channels(database).SweepAsync(channel.Id, cancellationToken);
                    await new Channels(database).CollectAsync(channel.Id, cancellationToken);
                }

                if (!await IsMineToDoAsync(shell, database, cancellationToken))
                {
                    shell.Line($"Due now: {string.Join(", ", channels.Select(channel => channel.Name))}. The running services collect; `{Shell.Command} status` shows how far they are.");
                    return ExitCode.Complete;
                }
            }

            return await new RunOnce(shell).ExecuteAsync(channels, cancellationToken);
        });
        return collect;
    }

    // In one process, and no such process is running: then nobody would collect.
    static async Task<bool> IsMineToDoAsync(Shell shell, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        if (!shell.CreateBuilder().Configuration.Messaging().InMemory)
            return false;

        await using var free = new RunLock(database.ConnectionString, TimeProvider.System);
        try
        {
            await free.TakeAsync(TimeSpan.Zero, cancellationToken);
            return true;
        }
        catch (PermanentException)
        {
            return false;
        }
    }
}
