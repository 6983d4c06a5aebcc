using System.CommandLine;
using Collector.Cli.Display;
using RabbitMQ.Client;

namespace Collector.Cli.DeadLetters;

static class DeadLettersCommand
{
    public static Command Create(Shell shell) => new("dead-letters", "Messages that failed for good: look, mend the cause, try them again.")
    {
        List(shell),
        Verb(shell, "show", "Show headers and bodies.", narrowed: false, "shown", (_, letter) =>
        {
            shell.Line($"{letter.Queue}  {letter.Id}");
            foreach (var (name, value) in letter.Headers)
                shell.Line($"  {name}: {value}");
            shell.Line(letter.Text);
            return Task.CompletedTask;
        }),
        Verb(shell, "retry", "Send them to their queue again.", narrowed: false, "sent again", async (channel, letter) =>
        {
            // The default exchange: only this queue, not everybody who subscribed.
            await channel.BasicPublishAsync("", letter.Source, mandatory: true, letter.Fresh(), letter.Body);
            await channel.BasicAckAsync(letter.DeliveryTag, multiple: false);
            shell.Line($"{letter.Source}  {letter.Id}  sent again");
        }),
        Verb(shell, "drop", "Delete them for good.", narrowed: true, "dropped", async (channel, letter) =>
        {
            await channel.BasicAckAsync(letter.DeliveryTag, multiple: false);
            shell.Line($"{letter.Queue}  {letter.Id}  dropped");
        }),
    };

    static Command List(Shell shell)
    {
        var table = DeadLettersTable.Create();
        return Verb(
            shell, "list", "Show them, one line each.", narrowed: false, "here",
            (_, letter) =>
            {
                DeadLettersTable.Add(table, letter);
                return Task.CompletedTask;
            },
            () => shell.Out.Write(table));
    }

    static Command Verb(Shell shell, string name, string description, bool narrowed, string done, Func<IChannel, DeadLetter, Task> take, Action? end = null)
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
            if (builder.Configuration["Transport"] == "memory")
            {
                shell.Line($"There are no dead letters: with Transport=memory messages live in the process. What failed is parked; `{Shell.Command} status` names it, `{Shell.Command} collect NAME` tries again.");
                return ExitCode.Complete;
            }

            await using var queues = await DeadLetterQueues.OpenAsync(builder, cancellationToken);
            var count = 0;
            await queues.VisitAsync(only, text, (channel, letter) => { count++; return take(channel, letter); }, cancellationToken);
            if (count > 0)
                end?.Invoke();
            shell.Line(count > 0 ? $"{count} {done}." : only is null && text is null ? "No dead letters: nothing failed for good." : "No dead letter matches.");
            return ExitCode.Complete;
        });
        return verb;
    }
}
