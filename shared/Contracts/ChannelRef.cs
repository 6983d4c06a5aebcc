namespace Collector.Contracts;

/// <summary>A channel as messages name it.</summary>
/// <param name="Id"><c>channels.id</c>.</param>
/// <param name="Name">What logs call it: its handle, else its title.</param>
/// <param name="Source">Which source reads it: <see cref="SourceNames.Export"/> or <see cref="SourceNames.Telegram"/>.</param>
/// <param name="Address">Where that source finds it; only the source itself reads it.</param>
/// <param name="TelegramId">Bare Telegram id (without −100), when known.</param>
/// <param name="AccountId">The account that shall read it, <c>accounts.id</c>; null for sources without accounts.</param>
public sealed record ChannelRef(int Id, string Name, string Source, string Address, long? TelegramId, int? AccountId = null);
