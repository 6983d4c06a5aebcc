using System.Buffers;
using System.Text.Json;

namespace Collector.Sources.Export;

/// <summary>Copies one JSON value without whitespace, as jsonb can store it.</summary>
static class JsonMinifier
{
    // numeric, of which jsonb's numbers are, ends at 131,072 digits.
    const int LongestNumber = 1000;

    /// <param name="reader">On the value's first token; at the end on its last.</param>
    public static void Copy(ref Utf8JsonReader reader, ArrayBufferWriter<byte> output)
    {
        var depth = reader.CurrentDepth;
        var separate = false;
        do
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                if (IsPerAccount(reader))
                {
                    reader.Read();
                    continue;
                }
                Separate(separate, output);
                Quote(reader.ValueSpan, output);
                output.Write(":"u8);
                separate = false;
                continue;
            }

            if (reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
                Separate(separate, output);
            Value(ref reader, output);
            separate = reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray);
        }
        while ((reader.CurrentDepth > depth || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && reader.Read());
    }

    static void Value(ref Utf8JsonReader reader, ArrayBufferWriter<byte> output)
    {
        if (reader.TokenType == JsonTokenType.String || (reader.TokenType == JsonTokenType.Number && !IsStorable(reader.ValueSpan)))
            Quote(reader.ValueSpan, output);
        else
            output.Write(reader.ValueSpan);
    }

    // In a poll: whether the account that made the export chose the answer.
    static bool IsPerAccount(Utf8JsonReader reader) =>
        reader.ValueSpan.SequenceEqual("chosen"u8) && reader.Read() && reader.TokenType is JsonTokenType.True or JsonTokenType.False;

    static bool IsStorable(ReadOnlySpan<byte> number)
    {
        if (number.Length <= 20 && !number.ContainsAny("eE"u8))
            return true;
        var exponent = number.IndexOfAny("eE"u8);
        return number.Length <= LongestNumber && (exponent < 0 || number[(exponent + 1)..].TrimStart("+-0"u8).Length <= 3);
    }

    static void Separate(bool separate, ArrayBufferWriter<byte> output)
    {
        if (separate)
            output.Write(","u8);
    }

    static void Quote(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> output)
    {
        var span = output.GetSpan(text.Length + 2);
        span[0] = (byte)'"';
        text.CopyTo(span[1..]);
        span[text.Length + 1] = (byte)'"';
        output.Advance(text.Length + 2);
    }
}
