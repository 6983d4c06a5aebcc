using Collector.Scheduler;

namespace Collector.Dashboard;

/// <summary>What came of channels that were to be added.</summary>
/// <param name="Failures">What names no channel, and what to do about it.</param>
sealed record Added(IReadOnlyList<ChannelRow> Channels, IReadOnlyList<(string Text, string Error)> Failures)
{
    /// <summary>The failures in words, a line for each; null when there is none.</summary>
    public string? Problem => Failures switch
    {
        [] => null,
        [var only] => only.Error,
        _ => string.Join('\n', Failures.Select(failure => $"{failure.Text}: {failure.Error}")),
    };
}
