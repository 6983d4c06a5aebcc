using Collector.Queueing;

namespace Collector.Cli;

/// <summary>A dead letter as <c>dead-letters list --json</c> shows it.</summary>
/// <param name="FailedAt">As its service wrote it; null, as any other, when nobody did.</param>
sealed record ListedDeadLetter(string Queue, string? Id, string? FailedAt, string? Service, int Attempts, string Error)
{
    public static ListedDeadLetter Of(DeadLetter letter) => new(letter.Queue, letter.Id, letter.Time, letter.Service is { Length: > 0 } service ? service : null, letter.Attempts, letter.Error);
}
