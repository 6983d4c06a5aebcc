using System.ComponentModel.DataAnnotations;

namespace Collector.Scheduler;

/// <summary>The scheduler's patience. The defaults fit; tests shorten them.</summary>
public sealed record SchedulerOptions
{
    /// <summary>Ranges in flight in a pool, as a multiple of its concurrency.</summary>
    public int OutstandingPerSlot { get; init; } = 2;

    /// <summary>A command that waited longer than this is too late to begin.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ErrorMessage = "Scheduler:StartWithin must be a time up to 1.00:00:00.")]
    public TimeSpan StartWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Nothing heard of a command, or of the pages that it brought, for this long after <see cref="StartWithin"/>: it is sent again, each time after twice the wait.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ErrorMessage = "Scheduler:LongestWork must be a time up to 1.00:00:00.")]
    public TimeSpan LongestWork { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The pages of a range may be written after those of another that was finished this much later, in each round twice as much: several writers keep no order.</summary>
    public TimeSpan WriteGrace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A range that was finished so often without becoming covered is parked.</summary>
    public int FailedRoundsToPark { get; init; } = 3;

    /// <summary>Image requests that left no row are sent again after this long, each time after four times the wait.</summary>
    public TimeSpan ImageGrace { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A Telegram image that is still wanted after this long is requested again: its account may be gone, and the request with it.</summary>
    public TimeSpan ImagePatience { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>At most so many wanted images are requested again in a minute.</summary>
    public int ImagesPerMinute { get; init; } = 300;

    /// <summary>An account counts as silent only when the scheduler itself has listened for this long.</summary>
    public TimeSpan Listen { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What is new is told to <c>NOTIFY_URL</c> so often.</summary>
    public TimeSpan NoticeEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Ids of the only channels to serve, for a run over named inputs; null serves all.</summary>
    public int[]? Only { get; set; }
}
