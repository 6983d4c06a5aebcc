using System.Globalization;

namespace Collector.Sources.Export;

/// <summary>Where a chat of an export is: <c>/path/to/result.json#chat id</c>, with <c>:migrated</c> behind it for the history from before a group became a supergroup.</summary>
readonly record struct ExportAddress(string Path, long ChatId, bool Migrated)
{
    const string MigratedSuffix = ":migrated";

    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <exception cref="SourceException">The text is not such an address.</exception>
    public static ExportAddress Parse(string text)
    {
        var hash = text.LastIndexOf('#');
        var id = text[(hash + 1)..];
        var migrated = id.EndsWith(MigratedSuffix, StringComparison.Ordinal);
        if (migrated)
            id = id[..^MigratedSuffix.Length];
        return hash > 0 && long.TryParse(id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var chat)
            ? new(text[..hash], chat, migrated)
            : throw new SourceException($"'{text}' is not the address of an export; remove the channel and add its folder again");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Path}#{ChatId}{(Migrated ? MigratedSuffix : "")}");
}
