using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Collector.Cli.DeadLetters;

/// <summary>A message's body as people read it.</summary>
static class DeadLetterBody
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Its JSON, indented, a page's messages unpacked; any other text as it is.</summary>
    public static string Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var envelope = JsonNode.Parse(body);
            Unpack(envelope);
            return envelope?.ToJsonString(Indented) ?? "";
        }
        catch (JsonException)
        {
            return Encoding.UTF8.GetString(body);
        }
    }

    // The message of a fault lies in the fault's.
    static void Unpack(JsonNode? node)
    {
        if (node is not JsonObject { } values || values["message"] is not JsonObject message)
            return;

        Unpack(message);
        if (message["messages"] is JsonValue page && page.TryGetValue<string>(out var base64) && Decode(base64) is { } messages)
            message["messages"] = messages;
    }

    static JsonNode? Decode(string base64)
    {
        try
        {
            return JsonNode.Parse(Convert.FromBase64String(base64));
        }
        catch (Exception broken) when (broken is FormatException or JsonException)
        {
            return null;
        }
    }
}
