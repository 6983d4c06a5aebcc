using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Collector.Contracts;

/// <summary>
/// A page's messages on the wire: their JSON, gzipped, as one base64 string (<c>base64 -d | zcat</c> shows it). The bus parses every body into
/// a document before it knows the message's type, and copies it more than once; a page says its texts twice, and shrinks to a fraction.
/// </summary>
sealed class PageJsonConverter : JsonConverter<IReadOnlyList<CollectedMessage>>
{
    // What a lying trailer may make a reader allocate.
    const int MostBytes = 256 * 1024 * 1024;

    // Of a gzip file: its last four bytes are the length of the content.
    const int ShortestGzip = 18;

    static readonly ContractsJson Contracts = new(new(ContractsJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    [ThreadStatic]
    static MemoryStream? buffer;

    public override IReadOnlyList<CollectedMessage> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var base64 = reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan;
        var gzip = ArrayPool<byte>.Shared.Rent(Base64.GetMaxDecodedFromUtf8Length(base64.Length));
        try
        {
            if (reader.TokenType != JsonTokenType.String || Base64.DecodeFromUtf8(base64, gzip, out _, out var length) != OperationStatus.Done || length < ShortestGzip)
                throw Broken();
            return Unzip(gzip, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(gzip);
        }
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<CollectedMessage> value, JsonSerializerOptions options)
    {
        var gzip = buffer ??= new();
        gzip.SetLength(0);
        using (var json = new GZipStream(gzip, CompressionLevel.Fastest, leaveOpen: true))
            JsonSerializer.Serialize(json, value, Contracts.IReadOnlyListCollectedMessage);
        writer.WriteBase64StringValue(gzip.GetBuffer().AsSpan(0, (int)gzip.Length));
    }

    static List<CollectedMessage> Unzip(byte[] gzip, int length)
    {
        var size = BinaryPrimitives.ReadUInt32LittleEndian(gzip.AsSpan(length - sizeof(uint)));
        if (size > MostBytes)
            throw Broken();
        var json = ArrayPool<byte>.Shared.Rent((int)size);
        try
        {
            using var content = new GZipStream(new MemoryStream(gzip, 0, length), CompressionMode.Decompress);
            content.ReadExactly(json, 0, (int)size);
            return content.ReadByte() < 0 ? JsonSerializer.Deserialize(json.AsSpan(0, (int)size), Contracts.ListCollectedMessage)! : throw Broken();
        }
        catch (Exception cut) when (cut is InvalidDataException or EndOfStreamException)
        {
            throw Broken(cut);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(json);
        }
    }

    static JsonException Broken(Exception? cause = null) => new("The messages of a page are not gzipped JSON in base64.", cause);
}
