using System.CommandLine;
using System.Runtime.CompilerServices;
using Collector.Hosting;
using Collector.Queueing;
using MassTransit;
using Microsoft.Extensions.Configuration;

namespace Collector.Cli;

/// <summary>Which dead letters a verb is about.</summary>
sealed class DeadLetterChoice(Shell shell)
{
    readonly Option<string> queue = new("--queue") { Description = "Only those of this queue, such as messages-collected.", HelpName = "Q" };
    readonly Option<string> match = new("--match") { Description = "Only those whose id, headers or body contain this.", HelpName = "TEXT" };

    readonly Lazy<IConfiguration> configuration = new(() => shell.CreateBuilder().Configuration);

    bool HasBroker => !configuration.Value.Messaging().InMemory;

    public void AddTo(Command verb)
    {
        verb.Add(queue);
        verb.Add(match);
    }

    /// <summary>All of them at once must not be meant by saying nothing.</summary>
    public void Require(Command verb) => verb.Validators.Add(result =>
    {
        if (result.GetResult(queue) is null && result.GetResult(match) is null)
            result.AddError($"Say which ones: --queue Q, --match TEXT, or both. {Shell.Command} dead-letters list shows them.");
    });

    /// <summary>As <see cref="DeadLetterQueues.ReadAsync"/>; none when messages live in one process.</summary>
    public async IAsyncEnumerable<DeadLetter> ReadAsync(ParseResult command, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!HasBroker)
            yield break;

        var broker = configuration.Value.GetSection("RabbitMq");
        await using var connection = await BrokerConnection.OpenAsync(broker.Get<RabbitMqTransportOptions>() ?? new(), broker.Get<ClusterOptions>() ?? new(), "collector dead-letters", cancellationToken);
        await using var database = await OpenDatabase.WithSchemaAsync(shell, migrate: false, cancellationToken);
        var queues = new DeadLetterQueues(connection, await QueueNames.AllAsync(database, cancellationToken));
        await foreach (var letter in queues.ReadAsync(command.GetValue(queue), command.GetValue(match), cancellationToken))
            yield return letter;
    }

    /// <summary>The last line.</summary>
    /// <param name="done">What was done with them.</param>
    public string Closing(ParseResult command, int count, string done)
    {
        if (!HasBroker)
            return $"There are no dead letters: with Transport=memory messages live in the process. What failed is parked; `{Shell.Command} status` names it, `{Shell.Command} collect NAME` tries again.";
        if (count > 0)
            return $"{count} {done}.";
        return command.GetValue(queue) is null && command.GetValue(match) is null ? "No dead letters: nothing failed for good." : "No dead letter matches.";
    }
}
