using System.Text.Json;

namespace Collector.Queries;

/// <summary>In words what the JSON columns of <c>messages</c> tell, of exports and of Telegram itself alike.</summary>
public static class MessageDetails
{
    static readonly string[] Telling = ["sticker_emoji", "file_name", "performer", "title", "place_name", "address"];

    /// <returns>What a service message is about: <c>pin message</c>, <c>edit group title: News</c>.</returns>
    public static string Action(string? media)
    {
        var json = Json(media);
        var action = json.Text("action")?.Replace('_', ' ') ?? "service message";
        return json.Text("title") is { } title ? $"{action}: {title}" : action;
    }

    /// <returns>Where it was forwarded from; null when it was not.</returns>
    public static string? Origin(string? forwardedFrom)
    {
        if (forwardedFrom is null)
            return null;
        var json = Json(forwardedFrom);
        return json.Text("name") ?? json.Text("saved_from") ?? json.Text("id") ?? "someone";
    }

    /// <returns><c>video · clip.mp4 · 1:05</c>.</returns>
    public static string Media(string kind, string? media)
    {
        var json = Json(media);
        var words = new List<string> { kind.Replace('_', ' ') };
        words.AddRange(Telling.Select(name => json.Text(name)).OfType<string>().Where(text => text.Length > 0));
        if (json.Member("duration") is { ValueKind: JsonValueKind.Number } duration)
            words.Add(ClockTime.Of(TimeSpan.FromSeconds(Math.Clamp(duration.GetDouble(), 0, 1e6))));
        if (Poll.Of(json) is { } poll)
            words.AddRange([poll.Question, .. poll.Answers.Select(answer => answer.Voters is { } voters ? $"{answer.Text} ({voters})" : answer.Text)]);
        return string.Join(" · ", words);
    }

    public static IEnumerable<(string Sign, int Count)> Reactions(string? reactions) =>
        from reaction in Json(reactions).Items()
        let count = reaction.Number("count")
        where count is not null
        select (reaction.Text("emoji") ?? (reaction.Text("type") == "paid" ? "⭐" : "▢"), count.Value);

    static JsonElement Json(string? json) => json is null ? default : JsonElement.Parse(json);
}
