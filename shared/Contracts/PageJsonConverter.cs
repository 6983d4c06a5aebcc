using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using MessagePack;

namespace Collector.Contracts;

/// <summary>
/// A page's messages on the wire: MessagePack, packed by LZ4, as one base64 string (<c>collector dead-letters show</c> shows it). The bus parses
/// every body into a document before it knows the message's type, and copies it more than once; a page says its texts twice, and shrinks to a third.
/// Of a page that does not leave the process only its number in <see cref="PagesInProcess"/>.
/// </summary>
sealed class PageJsonConverter : JsonConverter<IReadOnlyList<CollectedMessage>>
{
    static readonly MessagePackSerializerOptions Packed =
        MessagePackSerializerOptions.Standard.WithCompression(MessagePackCompression.Lz4BlockArray).WithSecurity(MessagePackSecurity.UntrustedData);

    [ThreadStatic]
    static ArrayBufferWriter<byte>? buffer;

    public override IReadOnlyList<CollectedMessage> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) && PagesInProcess.Find(number) is { } page)
            return page;

        var base64 = reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan;
        var packed = ArrayPool<byte>.Shared.Rent(Base64.GetMaxDecodedFromUtf8Length(base64.Length));
        try
        {
            if (reader.TokenType != JsonTokenType.String || Base64.DecodeFromUtf8(base64, packed, out _, out var length) != OperationStatus.Done)
                throw Broken();
            return MessagePackSerializer.Deserialize<List<CollectedMessage>>(packed.AsMemory(0, length), Packed) ?? throw Broken();
        }
        catch (MessagePackSerializationException broken)
        {
            throw Broken(broken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<CollectedMessage> value, JsonSerializerOptions options)
    {
        if (PagesInProcess.NumberOf(value) is { } number)
        {
            writer.WriteNumberValue(number);
            return;
        }

        var packed = buffer ??= new();
        packed.ResetWrittenCount();
        MessagePackSerializer.Serialize(packed, value, Packed);
        writer.WriteBase64StringValue(packed.WrittenSpan);
    }

    static JsonException Broken(Exception? cause = null) => new("The messages of a page are not MessagePack in base64.", cause);
}
