using System.CommandLine;
using Collector.Cli.Display;
using Collector.Hosting;
using Collector.Queueing;
using MassTransit;
using Microsoft.Extensions.Configuration;

namespace Collector.Cli;

static class DeadLettersCommand
{
    public static Command Create(Shell shell) => new("dead-letters", "Messages that failed for good: look, mend the cause, try them again.")
    {
        List(shell),
        Verb(shell, "show", "Show headers and bodies.", narrowed: false, "shown", (letter, _) =>
        {
            shell.Line($"{letter.Queue}  {letter.Id}");
            foreach (var (name, value) in letter.Headers)
                shell.Line($"  {name}: {value}");
            shell.Line(letter.Text);
            return Task.CompletedTask;
        }),
        Verb(shell, "retry", "Send them to their queue again.", narrowed: false, "sent again", async (letter, cancellationToken) =>
        {
            await letter.RetryAsync(cancellationToken);
            shell.Line($"{letter.Source}  {letter.Id}  sent again");
        }),
        Verb(shell, "drop", "Delete them for good.", narrowed: true, "dropped", async (letter, cancellationToken) =>
        {
            await letter.DropAsync(cancellationToken);
            shell.Line($"{letter.Queue}  {letter.Id}  dropped");
        }),
    };

    static Command List(Shell shell)
    {
        var table = DeadLettersTable.Create();
        var listed = new List<ListedDeadLetter>();
        var json = Json.Option("an array of dead letters.");
        var list = Verb(
            shell, "list", "Show them, one line each.", narrowed: false, "here",
            (letter, _) =>
            {
                DeadLettersTable.Add(table, letter);
                listed.Add(ListedDeadLetter.Of(letter));
                return Task.CompletedTask;
            },
            () => shell.Out.Write(table),
            json,
            () => Json.WriteAsync(shell, listed));
        list.Add(json);
        return list;
    }

    static Command Verb(Shell shell, string name, string description, bool narrowed, string done, Func<DeadLetter, CancellationToken, Task> take, Action? end = null, Option<bool>? json = null, Func<Task>? document = null)
    {
        var queue = new Option<string>("--queue") { Description = "Only those of this queue, such as messages-collected.", HelpName = "Q" };
        var match = new Option<string>("--match") { Description = "Only those whose id, headers or body contain this.", HelpName = "TEXT" };
        var verb = new Command(name, description) { queue, match };
        verb.SetAction(async (command, cancellationToken) =>
        {
            var only = command.GetValue(queue);
            var text = command.GetValue(match);
            if (narrowed && only is null && text is null)
                throw new UsageException($"Say which ones to drop: --queue Q, --match TEXT, or both. {Shell.Command} dead-letters list shows them.");

            var builder = shell.CreateBuilder();
            var forPrograms = json is not null && command.GetValue(json);
            if (builder.Configuration["Transport"] == "memory")
            {
                if (forPrograms)
                {
                    await document!();
                    return ExitCode.Complete;
                }

                shell.Line($"There are no dead letters: with Transport=memory messages live in the process. What failed is parked; `{Shell.Command} status` names it, `{Shell.Command} collect NAME` tries again.");
                return ExitCode.Complete;
            }

            var broker = builder.Configuration.GetSection("RabbitMq");
            await using var connection = await BrokerConnection.OpenAsync(broker.Get<RabbitMqTransportOptions>() ?? new(), broker.Get<ClusterOptions>() ?? new(), "collector dead-letters", cancellationToken);
            await using var database = await OpenDatabase.WithSchemaAsync(shell, migrate: false, cancellationToken);
            var queues = new DeadLetterQueues(connection, await QueueNames.AllAsync(database, cancellationToken));
            var count = 0;
            await foreach (var letter in queues.ReadAsync(only, text, cancellationToken))
            {
                count++;
                await take(letter, cancellationToken);
            }

            if (forPrograms)
            {
                await document!();
                return ExitCode.Complete;
            }

            if (count > 0)
                end?.Invoke();
            shell.Line(count > 0 ? $"{count} {done}." : only is null && text is null ? "No dead letters: nothing failed for good." : "No dead letter matches.");
            return ExitCode.Complete;
        });
        return verb;
    }
}
