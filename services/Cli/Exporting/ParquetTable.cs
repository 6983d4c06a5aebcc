using Parquet;
using Parquet.Schema;

namespace Collector.Cli.Exporting;

/// <summary>Row groups of some thousand messages; times are UTC, JSON is in strings.</summary>
sealed class ParquetTable(FileStream file, ParquetWriter parquet, ParquetSchema schema) : IMessageWriter
{
    const int GroupRows = 10_000;

    // Of text and JSON: some messages are huge.
    const int GroupLetters = 3_000_000;

    readonly List<ExportedMessage> group = [];
    int letters;

    public static async Task<ParquetTable> CreateAsync(string path)
    {
        var schema = new ParquetSchema(ExportColumn.All.Select(Field));
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        return new(file, await ParquetWriter.CreateAsync(schema, file, new() { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = System.IO.Compression.CompressionLevel.Fastest }), schema);
    }

    public async Task WriteAsync(ExportedMessage message, CancellationToken cancellationToken)
    {
        group.Add(message);
        letters += message.Text.Length + (message.Entities?.Length ?? 0) + (message.Media?.Length ?? 0) + (message.Reactions?.Length ?? 0);
        if (group.Count >= GroupRows || letters >= GroupLetters)
            await FlushAsync(cancellationToken);
    }

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        await parquet.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await parquet.DisposeAsync();
        await file.DisposeAsync();
    }

    static DataField Field(ExportColumn column) => column.Type switch
    {
        ColumnType.Number => new DataField<int?>(column.Name),
        ColumnType.LongNumber => new DataField<long?>(column.Name),
        ColumnType.Flag => new DataField<bool?>(column.Name),
        ColumnType.Time => new DateTimeDataField(column.Name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, unit: DateTimeTimeUnit.Micros, isNullable: true),
        _ => new DataField<string>(column.Name),
    };

    async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (group.Count == 0)
            return;

        using var rows = parquet.CreateRowGroup();
        foreach (var (column, field) in ExportColumn.All.Zip(schema.DataFields))
        {
            switch (column.Type)
            {
                case ColumnType.Number:
                    await rows.WriteAsync<int>(field, Values(column, value => (int?)value), cancellationToken: cancellationToken);
                    break;
                case ColumnType.LongNumber:
                    await rows.WriteAsync<long>(field, Values(column, value => (long?)value), cancellationToken: cancellationToken);
                    break;
                case ColumnType.Flag:
                    await rows.WriteAsync<bool>(field, Values(column, value => (bool?)value), cancellationToken: cancellationToken);
                    break;
                case ColumnType.Time:
                    await rows.WriteAsync<DateTime>(field, Values(column, value => ((DateTimeOffset?)value)?.UtcDateTime), cancellationToken: cancellationToken);
                    break;
                default:
                    await rows.WriteAsync(field, [.. group.Select(row => (string?)column.Of(row))]);
                    break;
            }
        }

        group.Clear();
        letters = 0;
    }

    ReadOnlyMemory<T> Values<T>(ExportColumn column, Func<object?, T> convert)
    {
        var values = new T[group.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = convert(column.Of(group[i]));
        return values;
    }
}
