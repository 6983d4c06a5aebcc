using System.Globalization;
using System.Text.Json;

namespace Collector.Cli.Exporting.Archive;

/// <summary>In words what a message has beside its text.</summary>
static class Description
{
    public static string OfService(ExportedMessage message)
    {
        var media = Parse(message.Media);
        var action = (Text(media, "action") ?? "service message").Replace('_', ' ');
        return Text(media, "title") is { } title ? $"{action}: {title}" : action;
    }

    public static string? OfForward(ExportedMessage message)
    {
        if (message.ForwardedFrom is null)
            return null;
        var forward = Parse(message.ForwardedFrom);
        return Text(forward, "name") ?? Text(forward, "saved_from") ?? Text(forward, "id") ?? "someone";
    }

    public static string OfMedia(ExportedMessage message)
    {
        var media = Parse(message.Media);
        var words = new List<string> { message.MediaKind!.Replace('_', ' ') };
        foreach (var name in new[] { "sticker_emoji", "file_name", "performer", "title", "place_name", "address" })
            if (Text(media, name) is { Length: > 0 } text)
                words.Add(text);
        if (media.ValueKind == JsonValueKind.Object && media.TryGetProperty("duration", out var duration) && duration.TryGetDouble(out var seconds))
            words.Add(Display.Figures.Clock(TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 1e6))));
        if (media.ValueKind == JsonValueKind.Object && media.TryGetProperty("poll", out var poll))
            words.AddRange(OfPoll(poll));
        return string.Join(" · ", words);
    }

    public static IEnumerable<(string Sign, int Count)> OfReactions(ExportedMessage message)
    {
        if (message.Reactions is null)
            yield break;
        var reactions = Parse(message.Reactions);
        if (reactions.ValueKind != JsonValueKind.Array)
            yield break;
        foreach (var reaction in reactions.EnumerateArray())
            if (reaction.ValueKind == JsonValueKind.Object && reaction.TryGetProperty("count", out var count) && count.TryGetInt32(out var number))
                yield return (Text(reaction, "emoji") ?? (Text(reaction, "type") == "paid" ? "⭐" : "▢"), number);
    }

    static IEnumerable<string> OfPoll(JsonElement poll)
    {
        if (Text(poll, "question") is { } question)
            yield return question;
        if (poll.ValueKind != JsonValueKind.Object || !poll.TryGetProperty("answers", out var answers) || answers.ValueKind != JsonValueKind.Array)
            yield break;
        foreach (var answer in answers.EnumerateArray())
            if (Text(answer, "text") is { } text)
                yield return answer.TryGetProperty("voters", out var voters) ? $"{text} ({voters})" : text;
    }

    static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static JsonElement Parse(string? json) => json is null ? default : JsonElement.Parse(json);
}
