using System.CommandLine;
using Collector.Cli.Display;
using Collector.Queueing;

namespace Collector.Cli;

static class DeadLettersCommand
{
    public static Command Create(Shell shell) => new("dead-letters", "Messages that failed for good: look, mend the cause, try them again.")
    {
        List(shell),
        Verb(shell, "show", "Show headers and bodies.", "shown", (letter, _) =>
        {
            shell.Line($"{letter.Queue}  {letter.Id}");
            foreach (var (name, value) in letter.Headers)
                shell.Line($"  {name}: {value}");
            shell.Line(letter.Text);
            return Task.CompletedTask;
        }),
        Verb(shell, "retry", "Send them to their queue again.", "sent again", async (letter, cancellationToken) =>
        {
            await letter.RetryAsync(cancellationToken);
            shell.Line($"{letter.Source}  {letter.Id}  sent again");
        }),
        Verb(shell, "drop", "Delete them for good.", "dropped", async (letter, cancellationToken) =>
        {
            await letter.DropAsync(cancellationToken);
            shell.Line($"{letter.Queue}  {letter.Id}  dropped");
        }, chosen: true),
    };

    static Command List(Shell shell)
    {
        var choice = new DeadLetterChoice(shell);
        var json = Json.Option("an array of dead letters.");
        var list = new Command("list", "Show them, one line each.") { json };
        choice.AddTo(list);
        list.SetAction(async (command, cancellationToken) =>
        {
            var listed = new List<ListedDeadLetter>();
            await foreach (var letter in choice.ReadAsync(command, cancellationToken))
                listed.Add(ListedDeadLetter.Of(letter));
            if (command.GetValue(json))
            {
                await Json.WriteAsync(shell, listed);
                return ExitCode.Complete;
            }

            if (listed.Count > 0)
                shell.Out.Write(DeadLettersTable.Render(listed));
            shell.Line(choice.Closing(command, listed.Count, "here"));
            return ExitCode.Complete;
        });
        return list;
    }

    /// <param name="chosen">True when some must be named.</param>
    static Command Verb(Shell shell, string name, string description, string done, Func<DeadLetter, CancellationToken, Task> take, bool chosen = false)
    {
        var choice = new DeadLetterChoice(shell);
        var verb = new Command(name, description);
        choice.AddTo(verb);
        if (chosen)
            choice.Require(verb);
        verb.SetAction(async (command, cancellationToken) =>
        {
            var count = 0;
            await foreach (var letter in choice.ReadAsync(command, cancellationToken))
            {
                await take(letter, cancellationToken);
                count++;
            }

            shell.Line(choice.Closing(command, count, done));
            return ExitCode.Complete;
        });
        return verb;
    }
}
