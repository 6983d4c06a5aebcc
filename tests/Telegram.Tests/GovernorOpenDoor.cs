using Collector.Telegram.Governing;

namespace Collector.Telegram.Tests;

/// <summary>A Telegram 20 ms away, with or without a limit.</summary>
sealed class GovernorOpenDoor(GovernorLimit? limit = null)
{
    int answered;
    int refused;

    public int Answered => answered;

    public int Refused => refused;

    public async Task<int> CallAsync(CancellationToken cancellationToken)
    {
        var wait = limit?.Refuse(DateTimeOffset.UtcNow);
        await Task.Delay(20, cancellationToken);
        if (wait is not { } asked)
            return Interlocked.Increment(ref answered);
        Interlocked.Increment(ref refused);
        throw new FloodWaitException(asked);
    }
}
