using System.Diagnostics.CodeAnalysis;

namespace Collector.Queries;

/// <summary>How far one channel is.</summary>
public sealed record ChannelProgress
{
    public int Id { get; init; }

    /// <summary>As in the logs: its handle, else its title.</summary>
    public string Name { get; init; } = "";

    public string Title { get; init; } = "";

    public string? Handle { get; init; }

    public string Source { get; init; } = "";

    public string Address { get; init; } = "";

    public string State { get; init; } = "active";

    public string? LastError { get; init; }

    public DateTimeOffset? NextDueAt { get; init; }

    /// <summary>Ids of the channel's range that are known.</summary>
    public long Collected { get; init; }

    /// <summary>Ids in the channel's range, first to newest.</summary>
    public long Total { get; init; }

    /// <summary>Ids that are neither known nor parked.</summary>
    public long Open { get; init; }

    public int Messages { get; init; }

    public int ImagesStored { get; init; }

    /// <summary>Of the stored ones.</summary>
    public long ImageBytes { get; init; }

    public int ImagesWanted { get; init; }

    public int ImagesFailed { get; init; }

    /// <summary>Those of <see cref="ImagesWanted"/> that are not fetched now: there is no room for them.</summary>
    public int ImagesWaiting { get; init; }

    public string? ImageError { get; init; }

    /// <summary>True while the channel itself is to be looked at, or being looked at.</summary>
    public bool LookPending { get; init; }

    /// <summary>Ranges in flight.</summary>
    public int Outstanding { get; init; }

    public int Parked { get; init; }

    public string? ParkedError { get; init; }

    /// <summary>Messages that a sweep missed, too many to be marked deleted without being asked.</summary>
    public int Doubtful { get; init; }

    /// <summary>True once somebody has looked at it.</summary>
    public bool Seen { get; init; }

    /// <summary>True for a channel of Telegram while no account is logged in and active: nothing will be done by itself.</summary>
    public bool HasNoAccount { get; init; }

    public int Images => ImagesStored + ImagesWanted + ImagesFailed;

    public bool Active => State == "active";

    /// <summary>True while something is left to do that will be done without being asked.</summary>
    public bool Working => Active && !HasNoAccount && (LookPending || Outstanding > 0 || Open > 0 || ImagesWanted > ImagesWaiting);

    /// <summary>What went wrong, in one line that is read beside the channel's name; null when nothing did.</summary>
    public string? Failure =>
        Beside(Name, ParkedError)
        ?? Beside(Name, LastError)
        ?? (Parked > 0 ? $"{Parked} {(Parked == 1 ? "range is" : "ranges are")} parked" : null)
        ?? (Active || State == "paused" ? null : $"the channel is {State}")
        ?? (ImagesFailed > 0 ? $"{ImagesFailed} of {Images} {(Images == 1 ? "image" : "images")} failed: {Beside(Name, ImageError)}" : null)
        ?? (ImagesWaiting > 0 ? $"{ImagesWaiting} images wait for room on the disk of the image store; make room, or lower IMAGE_DISK_RESERVE" : null)
        ?? (HasNoAccount ? "no account that could read it is logged in and active: log one in, or resume one" : null);

    /// <summary>0 to 1 of the ids; 0 before anybody has looked at the channel.</summary>
    public double Share => Total > 0 ? (double)Collected / Total : Seen ? 1 : 0;

    /// <summary>A problem as it is read beside the name of its channel, which it may begin with itself.</summary>
    [return: NotNullIfNotNull(nameof(problem))]
    public static string? Beside(string name, string? problem) => problem?.StartsWith($"{name}: ", StringComparison.Ordinal) == true ? problem[(name.Length + 2)..] : problem;
}
