namespace Collector.Cli.Display;

/// <summary>Watches the channels of one run: since when each is worked on, how fast, and when it was done.</summary>
sealed class Pace(TimeProvider clock)
{
    static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    readonly DateTimeOffset began = clock.GetUtcNow();
    readonly Dictionary<int, Watch> watches = [];

    public TimeSpan Elapsed => clock.GetUtcNow() - began;

    public IReadOnlyList<ProgressRow> Observe(IEnumerable<ChannelProgress> channels)
    {
        var now = clock.GetUtcNow();
        return [.. channels.Select(channel =>
        {
            if (!watches.TryGetValue(channel.Id, out var watch))
                watches.Add(channel.Id, watch = new(began, channel.Messages));
            return watch.Observe(channel, now);
        })];
    }

    sealed class Watch(DateTimeOffset idle, int messagesBefore)
    {
        readonly Queue<(DateTimeOffset At, int Messages)> samples = new([(idle, messagesBefore)]);
        DateTimeOffset lastIdle = idle;
        DateTimeOffset? started;
        DateTimeOffset? done;

        public ProgressRow Observe(ChannelProgress channel, DateTimeOffset now)
        {
            var untouched = channel.LookPending && channel.Outstanding == 0;
            if (started is null && untouched)
                lastIdle = now;
            else
                started ??= lastIdle;

            if (channel.Working)
                done = null;
            else if (started is not null)
                done ??= now;

            samples.Enqueue((now, channel.Messages));
            while (samples.Count > 2 && now - samples.Peek().At > Window)
                samples.Dequeue();

            var time = (done ?? now) - started;
            var rate = done is null
                ? PerSecond(channel.Messages - samples.Peek().Messages, now - samples.Peek().At)
                : PerSecond(channel.Messages - messagesBefore, time!.Value);
            return new(channel, rate, time, done);
        }

        static double PerSecond(int messages, TimeSpan time) => time > TimeSpan.Zero ? Math.Max(0, messages / time.TotalSeconds) : 0;
    }
}
