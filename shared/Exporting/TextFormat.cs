namespace Collector.Exporting;

/// <summary>A format that is written as the messages come, to any stream.</summary>
/// <param name="Name">Also the extension of its files.</param>
/// <param name="Open">The writer closes the stream.</param>
public sealed record TextFormat(string Name, string MediaType, Func<Stream, IMessageWriter> Open)
{
    public static IReadOnlyList<TextFormat> All { get; } =
    [
        new("jsonl", "application/jsonl", stream => new JsonLines(stream)),
        new("csv", "text/csv", stream => new CsvTable(stream)),
    ];
}
