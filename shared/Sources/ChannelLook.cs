using Collector.Contracts;

namespace Collector.Sources;

/// <summary>What a look at a channel shows; members as in <see cref="ChannelSeen"/>.</summary>
public sealed record ChannelLook
{
    public string State { get; init; } = "active";

    public string? Title { get; init; }

    public string? Handle { get; init; }

    /// <summary><c>channel</c>, <c>supergroup</c> or <c>basic_group</c>.</summary>
    public string? Kind { get; init; }

    public long? TelegramId { get; init; }

    /// <summary>Lowest id that the source can give; 1 when it is empty.</summary>
    public int First { get; init; } = 1;

    /// <summary>Newest id; 0 when it is empty.</summary>
    public int Top { get; init; }

    public string? Fingerprint { get; init; }

    public string? Problem { get; init; }

    /// <summary>The source may lack messages between <see cref="First"/> and <see cref="Top"/>, with no sign of it.</summary>
    public bool Partial { get; init; }

    /// <summary>How many messages the source itself counts; null when it does not say.</summary>
    public int? Reported { get; init; }

    /// <summary>The other chat of a group that became a supergroup.</summary>
    public ChannelPart? OtherPart { get; init; }
}
