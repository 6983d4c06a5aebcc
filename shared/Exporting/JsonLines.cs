using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Collector.Exporting;

/// <summary>An object a line; every column is there, null when it has no value.</summary>
public sealed class JsonLines(Stream file) : IMessageWriter
{
    const int FlushAt = 256 * 1024;

    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    readonly ArrayBufferWriter<byte> lines = new(2 * FlushAt);
    Utf8JsonWriter? json;

    public async Task WriteAsync(ExportedMessage message, CancellationToken cancellationToken)
    {
        json ??= new(lines, Plain);
        json.WriteStartObject();
        foreach (var column in ExportColumn.All)
        {
            json.WritePropertyName(column.Name);
            Write(json, column.Type, column.Of(message));
        }

        json.WriteEndObject();
        json.Flush();
        json.Reset();
        lines.Write("\n"u8);
        if (lines.WrittenCount >= FlushAt)
            await FlushAsync(cancellationToken);
    }

    public Task CompleteAsync(CancellationToken cancellationToken) => FlushAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        json?.Dispose();
        await file.DisposeAsync();
    }

    static void Write(Utf8JsonWriter json, ColumnType type, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case DateTimeOffset time:
                json.WriteStringValue(time.UtcDateTime);
                break;
            case string text when type == ColumnType.Json:
                json.WriteRawValue(text, skipInputValidation: true);
                break;
            case string text:
                json.WriteStringValue(text);
                break;
        }
    }

    async Task FlushAsync(CancellationToken cancellationToken)
    {
        await file.WriteAsync(lines.WrittenMemory, cancellationToken);
        lines.ResetWrittenCount();
    }
}
