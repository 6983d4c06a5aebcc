using Microsoft.Extensions.Options;

namespace Collector.Scheduler;

/// <summary>Whether the scheduler has listened long enough to know who is silent: after its start, or a pause of its own, everybody seems to be.</summary>
sealed class Listening(TimeProvider time, IOptions<SchedulerOptions> options)
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    long? since;
    long last;

    public bool LongEnough { get; private set; }

    public void Tick()
    {
        var now = time.GetTimestamp();
        if (since is null || time.GetElapsedTime(last, now) > Pause)
            since = now;
        last = now;
        LongEnough = time.GetElapsedTime(since.Value, now) >= options.Value.Listen;
    }
}
