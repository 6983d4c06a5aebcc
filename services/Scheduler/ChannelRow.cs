using Collector.Contracts;

namespace Collector.Scheduler;

/// <summary>A row of <c>channels</c>.</summary>
public record ChannelRow
{
    public int Id { get; init; }

    public required string Source { get; init; }

    public required string Address { get; init; }

    public string? Handle { get; init; }

    public required string Title { get; init; }

    public string? Kind { get; init; }

    public long? TelegramId { get; init; }

    public int FirstMessageId { get; init; }

    public int TopMessageId { get; init; }

    /// <summary>Number of messages that Telegram itself counts.</summary>
    public int? ReportedMessages { get; init; }

    public int Sweep { get; init; }

    public int? SweepTop { get; init; }

    public string? Fingerprint { get; init; }

    public required string State { get; init; }

    public string? LastError { get; init; }

    /// <summary>Zero when somebody wants it so, null when nobody has said: only when asked.</summary>
    public TimeSpan? Every { get; init; }

    public DateTimeOffset? NextDueAt { get; init; }

    public DateTimeOffset? LastSeenAt { get; init; }

    public DateTimeOffset? Since { get; init; }

    public bool Images { get; init; } = true;

    public long? MaxImageBytes { get; init; }

    /// <summary>Telegram itself was read until an export was added in its place just now.</summary>
    public bool WasLive { get; init; }

    /// <summary>What whoever added it should know, in a sentence; null when there is nothing.</summary>
    public string? Warning => WasLive ? $"{Name} was read from Telegram, from now on this export is read instead; add its @name or link again to go on with Telegram." : null;

    /// <summary>What logs and tables call it.</summary>
    public string Name => Handle ?? Title;

    /// <summary>Null when everything is stored.</summary>
    public ChannelFilter? ToFilter() => Since is null && Images && MaxImageBytes is null ? null : new(Since, Images, MaxImageBytes);

    public ChannelRef ToRef() => new(Id, Name, Source, Address, TelegramId);
}
