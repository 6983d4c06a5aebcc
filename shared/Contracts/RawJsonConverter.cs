using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Collector.Contracts;

sealed class RawJsonConverter : JsonConverter<RawJson>
{
    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // Over one span, as the bus reads, the value's bytes follow its first token; copying them takes half the time of parsing them.
        if (reader.Position.GetObject() is null && reader.TokenType is (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            ref var first = ref MemoryMarshal.GetReference(reader.ValueSpan);
            var start = reader.TokenStartIndex;
            // The serializer gives a converter a whole value, even of a stream; Skip() would not believe it.
            reader.TrySkip();
            return new(MemoryMarshal.CreateReadOnlySpan(ref first, (int)(reader.BytesConsumed - start)).ToArray());
        }

        return new(JsonMarshal.GetRawUtf8Value(JsonElement.ParseValue(ref reader)).ToArray());
    }

    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
}
