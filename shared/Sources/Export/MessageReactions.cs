using System.Runtime.InteropServices;
using System.Text.Json;
using Collector.Contracts;

namespace Collector.Sources.Export;

static class MessageReactions
{
    public static RawJson? Read(JsonElement message, JsonOutput output)
    {
        if (message.Member("reactions"u8) is not { ValueKind: JsonValueKind.Array } reactions || reactions.GetArrayLength() == 0)
            return null;
        var json = JsonMarshal.GetRawUtf8Value(reactions);
        return json.IndexOf("\"document_id\""u8) < 0 ? output.Keep(json) : WithoutFiles(reactions, output);
    }

    static RawJson WithoutFiles(JsonElement reactions, JsonOutput output)
    {
        var writer = output.Begin();
        writer.WriteStartArray();
        foreach (var reaction in reactions.EnumerateArray())
        {
            if (reaction.ValueKind != JsonValueKind.Object)
            {
                reaction.WriteTo(writer);
                continue;
            }
            writer.WriteStartObject();
            foreach (var member in reaction.EnumerateObject().Where(member => !CustomEmoji.IsFile(member)))
                member.WriteTo(writer);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        return output.End();
    }
}
