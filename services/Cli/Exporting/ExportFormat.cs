using Collector.Exporting.Archive;

namespace Collector.Cli.Exporting;

/// <summary>What an export is written as.</summary>
/// <param name="IsFolder">Several files; else one.</param>
/// <param name="Open">Makes the writer; its arguments are the path, and whether images are copied.</param>
sealed record ExportFormat(string Name, bool IsFolder, Func<string, bool, Task<IMessageWriter>> Open)
{
    public static IReadOnlyList<ExportFormat> All { get; } =
    [
        .. TextFormat.All.Select(text => new ExportFormat(text.Name, false, (path, _) => Task.FromResult(text.Open(ExportOutput.Open(path))))),
        new("parquet", false, async (path, _) => await ParquetTable.CreateAsync(path)),
        new("html", true, (path, images) => Task.FromResult<IMessageWriter>(new ArchiveWriter((file, _) => Task.FromResult(ExportOutput.Open(path, file)), images))),
    ];
}
