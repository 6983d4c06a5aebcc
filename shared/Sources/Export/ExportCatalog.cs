namespace Collector.Sources.Export;

/// <summary>What can be collected from an export.</summary>
/// <param name="Chats">Channels and supergroups, in the order of the file.</param>
/// <param name="Skipped">Chats of other kinds: private ones, groups, bots.</param>
/// <param name="Problem">Where the file is broken, in one line; null when it is whole.</param>
public sealed record ExportCatalog(IReadOnlyList<ExportedChat> Chats, int Skipped, string? Problem)
{
    /// <param name="path">A folder with a <c>result.json</c>, or that file.</param>
    /// <exception cref="SourceException">There is no export that can be read; the message says what to do.</exception>
    public static async Task<ExportCatalog> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var file = FileOf(Path.GetFullPath(path));
        using var export = await ExportFiles.Shared.OpenAsync(file, cancellationToken);
        return new(
            [.. export.Index.Chats.Select(chat => new ExportedChat(
                new ExportAddress(file, chat.Id, chat.Migrated).ToString(),
                Handle(export.Index, chat, file),
                chat.Title,
                chat.Kind,
                chat.TelegramId,
                chat.Messages,
                chat.First,
                chat.Top,
                chat.Problem))],
            export.Index.Skipped,
            export.Index.Problem);
    }

    internal static string? Handle(ExportIndex index, ExportChat chat, string file) => index.Single && chat is { IsPublic: true, Migrated: false } ? OfFolder(file) : null;

    static string? OfFolder(string file) => Path.GetFileName(Path.GetDirectoryName(file)) switch
    {
        null or "" => null,
        var made when made.StartsWith("ChatExport_", StringComparison.Ordinal) || made.StartsWith("DataExport_", StringComparison.Ordinal) => null,
        var folder => folder,
    };

    static string FileOf(string path)
    {
        if (!Directory.Exists(path))
            return path;
        var file = Path.Combine(path, "result.json");
        if (!File.Exists(file) && (File.Exists(Path.Combine(path, "messages.html")) || File.Exists(Path.Combine(path, "export_results.html"))))
            throw new SourceException($"{path} is an HTML export; export the chat again in the format \"Machine-readable JSON\"");
        return file;
    }
}
