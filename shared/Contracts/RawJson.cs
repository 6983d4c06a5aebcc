using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using MessagePack;

namespace Collector.Contracts;

/// <summary>A JSON value that passes through the wire as it is, never parsed into objects on its way to a jsonb column.</summary>
/// <param name="Utf8">One complete JSON value in UTF-8.</param>
[JsonConverter(typeof(RawJsonConverter))]
[MessagePackFormatter(typeof(RawJsonFormatter))]
public readonly record struct RawJson(ReadOnlyMemory<byte> Utf8)
{
    /// <exception cref="JsonException">The text is not one JSON value.</exception>
    public static RawJson Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return new(Encoding.UTF8.GetBytes(json));
    }

    public bool Equals(RawJson other) => Utf8.Span.SequenceEqual(other.Utf8.Span);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Utf8.Span);
        return hash.ToHashCode();
    }

    public override string ToString() => Encoding.UTF8.GetString(Utf8.Span);
}
