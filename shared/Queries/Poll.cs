using System.Text.Json;

namespace Collector.Dashboard.Parts;

/// <summary>A poll as <c>messages.media</c> has it, of exports and of Telegram itself alike.</summary>
/// <param name="Voters">How many people voted; null when that is not told.</param>
public sealed record Poll(string Question, bool Closed, int? Voters, IReadOnlyList<Poll.Answer> Answers)
{
    /// <returns>Null when there is none.</returns>
    public static Poll? Of(JsonElement? media)
    {
        if (media is not { ValueKind: JsonValueKind.Object } json || !json.TryGetProperty("poll", out var poll) || poll.ValueKind != JsonValueKind.Object)
            return null;

        var answers = poll.TryGetProperty("answers", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default(JsonElement.ArrayEnumerator);
        return new(
            Text(poll, "question"), Flag(poll, "closed"), Number(poll, "total_voters"),
            [.. answers.Where(answer => answer.ValueKind == JsonValueKind.Object).Select(answer => new Answer(Text(answer, "text"), Number(answer, "voters"), Flag(answer, "correct")))]);
    }

    static string Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    static int? Number(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    static bool Flag(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <param name="Voters">Null when the account may not see it.</param>
    /// <param name="Correct">Of a quiz.</param>
    public sealed record Answer(string Text, int? Voters, bool Correct);
}
