namespace Collector.Sources.Export;

/// <summary>What the first pass over a <c>result.json</c> found.</summary>
/// <param name="Fingerprint">Of the file that was read.</param>
/// <param name="Single">A single-chat export, not one of a whole account.</param>
/// <param name="Chats">Its channels and supergroups.</param>
/// <param name="Skipped">Chats that are neither.</param>
/// <param name="Problem">Where the file is broken; null when it is whole.</param>
sealed record ExportIndex(string Fingerprint, bool Single, IReadOnlyList<ExportChat> Chats, int Skipped, string? Problem)
{
    public ExportChat? Find(ExportAddress address) => Chats.FirstOrDefault(chat => chat.Id == address.ChatId && chat.Migrated == address.Migrated);
}
