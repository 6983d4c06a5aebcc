using System.Globalization;
using CsvHelper;

namespace Collector.Exporting;

/// <summary>RFC 4180 in UTF-8, with a line of headings. Values are as they are, also those that a spreadsheet would take for a formula.</summary>
public sealed class CsvTable : IMessageWriter
{
    readonly CsvWriter csv;

    public CsvTable(Stream file)
    {
        csv = CsvWriter.Create(file, new() { BufferSize = 256 * 1024 });
        csv.WriteHeader([.. ExportColumn.All.Select(column => column.Name)]);
    }

    public async Task WriteAsync(ExportedMessage message, CancellationToken cancellationToken) =>
        await csv.WriteRecordAsync([.. ExportColumn.All.Select(column => Text(column.Of(message)))], cancellationToken);

    public async Task CompleteAsync(CancellationToken cancellationToken) => await csv.FlushAsync(cancellationToken);

    public ValueTask DisposeAsync() => csv.DisposeAsync();

    static string? Text(object? value) => value switch
    {
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
