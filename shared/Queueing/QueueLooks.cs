using RabbitMQ.Client;

namespace Collector.Queueing;

/// <summary>Looks at queues again and again. The broker writes an error into its log for each that is missing: the longer one is, the more seldom it is asked for.</summary>
public sealed class QueueLooks(TimeProvider time)
{
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    readonly Dictionary<string, (DateTimeOffset Since, DateTimeOffset Next)> missing = [];

    /// <summary>As <see cref="QueueDepth.ReadAsync"/>.</summary>
    public async Task<IReadOnlyList<QueueDepth>> ReadAsync(IConnection connection, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var asked = names.Where(name => !missing.TryGetValue(name, out var gone) || gone.Next <= now).ToList();
        var there = await QueueDepth.ReadAsync(connection, asked, cancellationToken);
        foreach (var queue in there)
            missing.Remove(queue.Name);
        foreach (var name in asked.Except(there.Select(queue => queue.Name)))
        {
            var since = missing.TryGetValue(name, out var gone) ? gone.Since : now;
            missing[name] = (since, now + TimeSpan.FromTicks(Math.Min(Longest.Ticks, (now - since).Ticks)));
        }

        return there;
    }
}
