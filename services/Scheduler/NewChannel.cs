namespace Collector.Scheduler;

/// <summary>A channel to collect from now on; members as the columns of <c>channels</c>.</summary>
/// <param name="Every">How often it is looked at again. Null leaves it as it is, <see cref="TimeSpan.Zero"/> is only when asked.</param>
public sealed record NewChannel(string Source, string Address, string? Handle, string Title, string? Kind, long? TelegramId, TimeSpan? Every)
{
    /// <summary>How often when nobody has said so yet; null: only when asked.</summary>
    public TimeSpan? UsualEvery { get; init; }

    /// <summary>Null leaves it as it is, <see cref="DateTimeOffset.UnixEpoch"/> takes the filter away.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Null leaves it as it is.</summary>
    public bool? Images { get; init; }

    /// <summary>Null leaves it as it is, 0 takes the limit away.</summary>
    public long? MaxImageBytes { get; init; }
}
