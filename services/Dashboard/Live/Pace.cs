namespace Collector.Dashboard.Live;

/// <summary>How fast one channel was of late.</summary>
sealed class Pace
{
    static readonly TimeSpan Window = TimeSpan.FromSeconds(20);

    readonly Queue<(DateTimeOffset At, int Messages, long Open)> looks = new();

    /// <returns>Messages per second, and how long the open ids will take.</returns>
    public (double Rate, TimeSpan? Left) Observe(DateTimeOffset now, int messages, long open)
    {
        looks.Enqueue((now, messages, open));
        while (looks.Count > 2 && now - looks.Peek().At > Window)
            looks.Dequeue();
        var first = looks.Peek();
        var seconds = (now - first.At).TotalSeconds;
        if (seconds <= 0)
            return (0, null);

        var ids = (first.Open - open) / seconds;
        return (Math.Max(0, messages - first.Messages) / seconds, open > 0 && ids > 0 ? TimeSpan.FromSeconds(Math.Min(open / ids, 8_640_000)) : null);
    }
}
