using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Collector.Contracts;

namespace Collector.Sources.Export;

/// <summary>Joins the pieces that the export cuts a text into, and says where they lie in it.</summary>
sealed class MessageText(JsonOutput output)
{
    readonly StringBuilder joined = new();

    public (string Text, RawJson? Entities) Read(JsonElement message)
    {
        var text = message.Member("text"u8);
        if (message.Member("text_entities"u8) is { ValueKind: JsonValueKind.Array } pieces && pieces.GetArrayLength() > 0)
            return Join(pieces);
        return text switch
        {
            { ValueKind: JsonValueKind.String } whole => (whole.GetString()!, null),
            { ValueKind: JsonValueKind.Array } array => Join(array),
            _ => ("", null),
        };
    }

    (string, RawJson?) Join(JsonElement pieces)
    {
        if (pieces.GetArrayLength() == 1 && pieces[0] is var only && IsPlain(only))
            return (TextOf(only), null);

        joined.Clear();
        Utf8JsonWriter? writer = null;
        foreach (var piece in pieces.EnumerateArray())
        {
            var text = TextOf(piece);
            if (!IsPlain(piece))
            {
                if (writer is null)
                    (writer = output.Begin()).WriteStartArray();
                Write(writer, piece, joined.Length, text.Length);
            }
            joined.Append(text);
        }
        writer?.WriteEndArray();
        return (joined.ToString(), writer is null ? null : output.End());
    }

    static void Write(Utf8JsonWriter writer, JsonElement piece, int offset, int length)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, piece.String("type"u8) ?? "unknown");
        writer.WriteNumber("offset"u8, offset);
        writer.WriteNumber("length"u8, length);
        foreach (var member in piece.EnumerateObject())
        {
            var name = JsonMarshal.GetRawUtf8PropertyName(member);
            if (name.SequenceEqual("type"u8) || name.SequenceEqual("text"u8) || name.SequenceEqual("offset"u8) || name.SequenceEqual("length"u8) || CustomEmoji.IsFile(member))
                continue;
            writer.WritePropertyName(name);
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(member.Value), skipInputValidation: true);
        }
        writer.WriteEndObject();
    }

    static bool IsPlain(JsonElement piece) =>
        piece.ValueKind != JsonValueKind.Object || (piece.TryGetProperty("type"u8, out var type) && type.ValueEquals("plain"u8));

    static string TextOf(JsonElement piece) => piece.ValueKind switch
    {
        JsonValueKind.String => piece.GetString()!,
        JsonValueKind.Object => piece.String("text"u8) ?? "",
        _ => "",
    };
}
