using Collector.Dashboard.Parts;
using Collector.Dashboard.Reading;
using Collector.Queries;

namespace Collector.Dashboard.Live;

/// <summary>A channel at one moment.</summary>
/// <param name="Rate">Messages per second, lately.</param>
/// <param name="Left">How long the rest will take at the pace of late; null when nothing moves, or nothing is left.</param>
public sealed record ChannelView(ChannelProgress Progress, ChannelSpans Spans, double Rate, TimeSpan? Left)
{
    public IReadOnlyList<BarPiece> Bar { get; } = CoverageBar.Of(Spans);

    public bool IsComplete => Progress.Seen && Progress.Collected >= Progress.Total;

    /// <summary>Null when it is looked at only when somebody asks for it.</summary>
    public DateTimeOffset? NextLook => Progress.State == "paused" ? null : Progress.NextDueAt;

    /// <summary>What a person is asked, in words; null when nothing is.</summary>
    public string? Doubt => Progress.Doubtful == 0 ? null : Progress.Doubtful == 1 ? "1 message seems to have vanished: is it deleted?" : $"{Figures.Number(Progress.Doubtful)} messages seem to have vanished: are they deleted?";

    /// <summary>Something went wrong, or a person is asked.</summary>
    public bool NeedsYou => Progress.Failure is not null || Progress.Doubtful > 0;

    /// <summary>Why nothing happens although something is to be done; null while it does.</summary>
    public string? Waits => Progress.Working && Spans.IsUnread ? "No account at work can read it: each waits for Telegram, or no collector holds one." : null;

    /// <summary>The state in a word.</summary>
    public string State => Progress switch
    {
        { State: not "active" } => Progress.State,
        { HasNoAccount: true } => "waiting",
        { Parked: > 0 } => "parked",
        { Working: true } => Waits is null ? "collecting" : "waiting",
        { Failure: not null } => "failed",
        _ when IsComplete => "complete",
        _ => "waiting",
    };
}
