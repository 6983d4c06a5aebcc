using System.Buffers;
using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Collector.Contracts;

/// <summary>
/// A page's messages on the wire: their JSON, as one base64 string. The bus parses every body into a document before it knows the
/// message's type; for thousands of values a page that took a fifth of all work, for one string it takes nothing.
/// </summary>
sealed class PageJsonConverter : JsonConverter<IReadOnlyList<CollectedMessage>>
{
    static readonly ContractsJson Contracts = new(new(ContractsJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    [ThreadStatic]
    static ArrayBufferWriter<byte>? buffer;

    public override IReadOnlyList<CollectedMessage> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var base64 = reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan;
        var json = ArrayPool<byte>.Shared.Rent(Base64.GetMaxDecodedFromUtf8Length(base64.Length));
        try
        {
            if (reader.TokenType != JsonTokenType.String || Base64.DecodeFromUtf8(base64, json, out _, out var length) != OperationStatus.Done)
                throw new JsonException("The messages of a page are not base64.");
            return JsonSerializer.Deserialize(json.AsSpan(0, length), Contracts.ListCollectedMessage)!;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(json);
        }
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<CollectedMessage> value, JsonSerializerOptions options)
    {
        var json = buffer ??= new();
        json.ResetWrittenCount();
        using (var page = new Utf8JsonWriter(json, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }))
            JsonSerializer.Serialize(page, value, Contracts.IReadOnlyListCollectedMessage);
        writer.WriteBase64StringValue(json.WrittenSpan);
    }
}
