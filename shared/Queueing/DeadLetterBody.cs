using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Collector.Contracts;

namespace Collector.Queueing;

/// <summary>A message's body as people read it.</summary>
sealed class DeadLetterBody
{
    const int Brief = 200;
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    DeadLetterBody(string text, string summary)
    {
        Text = text;
        Summary = summary;
    }

    /// <summary>Its JSON, indented, a page's messages unpacked; any other text as it is.</summary>
    public string Text { get; }

    /// <summary>What it is about, in a line.</summary>
    public string Summary { get; }

    public static DeadLetterBody Of(ReadOnlySpan<byte> body)
    {
        try
        {
            var envelope = JsonNode.Parse(body);
            var message = Unpack(envelope);
            var text = envelope?.ToJsonString(Indented) ?? "";
            return new(text, message is null ? Cut(text) : Sum(envelope!, message));
        }
        catch (JsonException)
        {
            var text = Encoding.UTF8.GetString(body);
            return new(text, Cut(text));
        }
    }

    // The message of a fault lies in the fault's.
    static JsonObject? Unpack(JsonNode? node)
    {
        if (node is not JsonObject { } values || values["message"] is not JsonObject message)
            return null;

        var inner = Unpack(message);
        if (message["messages"] is JsonValue && Messages(message) is { } messages)
            message["messages"] = messages;
        return inner ?? message;
    }

    static JsonNode? Messages(JsonObject page)
    {
        try
        {
            var messages = page.Deserialize(ContractsJson.Default.MessagesCollected)!.Messages;
            return JsonSerializer.SerializeToNode(messages, ContractsJson.Default.IReadOnlyListCollectedMessage);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string Sum(JsonNode envelope, JsonObject message)
    {
        var words = new List<string>();
        if (envelope["messageType"] is JsonArray and [{ } type, ..])
            words.Add(type.ToString().Split(':', '/')[^1].Trim('[', ']'));
        if (message["channel"] is JsonObject channel && channel["name"] is { } name)
            words.Add(name.ToString());
        if (Number(message, "upTo") is { } upTo)
            words.Add($"ids {Number(message, "after") + 1}–{upTo}");
        if (message["messages"] is JsonArray messages)
            words.Add(messages.Count == 1 ? "1 message" : $"{messages.Count} messages");
        foreach (var field in new[] { "imageId", "messageId", "rangeId", "channelId", "instanceId", "state" })
            if (message[field] is JsonValue value)
                words.Add($"{field} {value}");
        return Cut(string.Join(" · ", words));
    }

    static long? Number(JsonObject message, string name) => long.TryParse(message[name]?.ToString(), CultureInfo.InvariantCulture, out var number) ? number : null;

    static string Cut(string text) => text.Length <= Brief ? text : text[..Brief] + " …";
}
