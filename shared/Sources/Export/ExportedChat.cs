namespace Collector.Sources.Export;

/// <summary>A channel or supergroup of an export.</summary>
/// <param name="Address">Value of <c>channels.address</c>.</param>
/// <param name="Handle">Name of the folder of a public chat's export, unless Telegram Desktop made it up.</param>
/// <param name="Title">As in the export.</param>
/// <param name="Kind"><c>channel</c>, <c>supergroup</c>, or <c>basic_group</c> for the history from before a group became a supergroup.</param>
/// <param name="TelegramId">Bare id; null for a <c>basic_group</c>, whose id the export does not tell.</param>
/// <param name="Messages">How many are in the file.</param>
/// <param name="First">Lowest message id; 1 when there is none.</param>
/// <param name="Top">Highest message id; 0 when there is none.</param>
/// <param name="Problem">What is wrong with this chat although it can be read in part; null when nothing is.</param>
public sealed record ExportedChat(string Address, string? Handle, string Title, string Kind, long? TelegramId, int Messages, int First, int Top, string? Problem);
