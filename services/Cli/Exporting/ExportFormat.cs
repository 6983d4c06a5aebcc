using Collector.Cli.Exporting.Archive;

namespace Collector.Cli.Exporting;

/// <summary>What an export is written as.</summary>
/// <param name="IsFolder">Several files; else one.</param>
/// <param name="Open">Makes the writer; its arguments are the path, and whether images are copied.</param>
sealed record ExportFormat(string Name, bool IsFolder, Func<string, bool, Task<IMessageWriter>> Open)
{
    public static IReadOnlyList<ExportFormat> All { get; } =
    [
        new("jsonl", false, (path, _) => Task.FromResult<IMessageWriter>(new JsonLines(ExportOutput.Open(path)))),
        new("csv", false, (path, _) => Task.FromResult<IMessageWriter>(new CsvTable(ExportOutput.Open(path)))),
        new("parquet", false, async (path, _) => await ParquetTable.CreateAsync(path)),
        new("html", true, (path, images) => Task.FromResult<IMessageWriter>(new ArchiveWriter(path, images))),
    ];
}
