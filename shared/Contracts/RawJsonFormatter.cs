using System.Buffers;
using MessagePack;
using MessagePack.Formatters;

namespace Collector.Contracts;

/// <summary>On the wire the value's bytes, which nobody on the way needs to understand.</summary>
sealed class RawJsonFormatter : IMessagePackFormatter<RawJson>
{
    public RawJson Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) =>
        new(reader.ReadBytes() is { } utf8 ? utf8.ToArray() : throw new MessagePackSerializationException("A JSON value has no bytes."));

    public void Serialize(ref MessagePackWriter writer, RawJson value, MessagePackSerializerOptions options) => writer.Write(value.Utf8.Span);
}
