using Collector.Telegram.Governing;

namespace Collector.Telegram.Tests;

/// <summary>A Telegram that answers some calls, and refuses those that were under way with them for a while.</summary>
sealed class GovernorClosedDoor(int callsUntilItCloses, TimeSpan wait)
{
    readonly TaskCompletionSource closes = new(TaskCreationOptions.RunContinuationsAsynchronously);
    DateTimeOffset opensAt = DateTimeOffset.MaxValue;
    int calls;
    int refused;
    int whileClosed;

    public int Refused => refused;

    public int CallsWhileClosed => whileClosed;

    public async Task<int> CallAsync(CancellationToken cancellationToken)
    {
        var arrived = DateTimeOffset.UtcNow;
        var number = Interlocked.Increment(ref calls);
        if (closes.Task.IsCompleted)
        {
            // The gates' clock is the database's, which is this machine's.
            if (arrived < opensAt)
                Interlocked.Increment(ref whileClosed);
            return number;
        }

        if (number <= callsUntilItCloses)
            return number;
        if (number == 16 || callsUntilItCloses == 0)
        {
            opensAt = DateTimeOffset.UtcNow + wait;
            closes.SetResult();
        }

        await closes.Task;
        Interlocked.Increment(ref refused);
        throw new FloodWaitException(wait);
    }
}
