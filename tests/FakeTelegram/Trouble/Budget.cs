namespace Collector.FakeTelegram.Trouble;

/// <summary>How many calls one account may still make.</summary>
sealed class Budget(int calls, TimeSpan window, FloodPolicy policy)
{
    readonly Queue<DateTimeOffset> admitted = [];
    DateTimeOffset since = DateTimeOffset.MinValue;
    double tokens = calls;

    /// <returns>How long to wait; zero when the call is admitted.</returns>
    public TimeSpan Take(DateTimeOffset now)
    {
        lock (admitted)
            return policy switch
            {
                FloodPolicy.FixedWindow => TakeFixed(now),
                FloodPolicy.SlidingWindow => TakeSliding(now),
                _ => TakeToken(now),
            };
    }

    TimeSpan TakeFixed(DateTimeOffset now)
    {
        if (now >= since + window)
        {
            admitted.Clear();
            since = now;
        }

        if (admitted.Count >= calls)
            return since + window - now;
        admitted.Enqueue(now);
        return TimeSpan.Zero;
    }

    TimeSpan TakeSliding(DateTimeOffset now)
    {
        while (admitted.TryPeek(out var oldest) && oldest + window <= now)
            admitted.Dequeue();
        if (admitted.Count >= calls)
            return admitted.Peek() + window - now;
        admitted.Enqueue(now);
        return TimeSpan.Zero;
    }

    TimeSpan TakeToken(DateTimeOffset now)
    {
        if (since != DateTimeOffset.MinValue)
            tokens = Math.Min(calls, tokens + ((now - since) / window * calls));
        since = now;
        if (tokens < 1)
            return (1 - tokens) / calls * window;
        tokens--;
        return TimeSpan.Zero;
    }
}
