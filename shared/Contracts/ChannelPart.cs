namespace Collector.Contracts;

/// <summary>The other chat of a group that became a supergroup: its history goes on there, or began there.</summary>
/// <param name="Address">As in <c>channels.address</c>.</param>
/// <param name="TelegramId">Bare Telegram id.</param>
public sealed record ChannelPart(string Address, long TelegramId);
