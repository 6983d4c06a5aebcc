namespace Collector.Contracts;

/// <summary>Event, Collector → Scheduler: what the source says of the channel itself; ends an open command.</summary>
/// <param name="RangeId">The open command's range.</param>
/// <param name="ChannelId"><c>channels.id</c>.</param>
/// <param name="State"><c>active</c>, or why it cannot be read: <c>private</c>, <c>gone</c>, <c>banned</c>, <c>left</c>.</param>
/// <param name="Title">The channel's title; null when unknown.</param>
/// <param name="Handle">Its public name without @; null when it has none.</param>
/// <param name="Kind"><c>channel</c>, <c>supergroup</c> or <c>basic_group</c>.</param>
/// <param name="TelegramId">Bare Telegram id.</param>
/// <param name="First">Lowest message id that the source can give.</param>
/// <param name="Top">Newest message id; 0 when there is none.</param>
/// <param name="Fingerprint">State of the source; a changed one opens a new sweep. Null when the source has none.</param>
/// <param name="Problem">What is wrong although the channel could be read in part, in one line that names the mend.</param>
/// <param name="ObservedAt">When the source was asked.</param>
/// <param name="AccountId">The account that looked, as the command named it: any other state than <c>active</c> is true of this account alone. Null for sources without accounts.</param>
/// <param name="Reported">Number of messages that Telegram itself counts in the channel; null when it does not say.</param>
/// <param name="OtherPart">The other chat of a group that became a supergroup; null for all others.</param>
/// <param name="Partial">The source may lack messages between the first and the last id, with no sign of it.</param>
public sealed record ChannelSeen(
    long RangeId,
    int ChannelId,
    string State,
    string? Title,
    string? Handle,
    string? Kind,
    long? TelegramId,
    int First,
    int Top,
    string? Fingerprint,
    string? Problem,
    DateTimeOffset ObservedAt,
    int? AccountId = null,
    int? Reported = null,
    ChannelPart? OtherPart = null,
    bool Partial = false);
