using System.Text.Json;

namespace Collector.Queries;

/// <summary>A poll as <c>messages.media</c> has it, of exports and of Telegram itself alike.</summary>
/// <param name="Voters">How many people voted; null when that is not told.</param>
public sealed record Poll(string Question, bool Closed, int? Voters, IReadOnlyList<Poll.Answer> Answers)
{
    /// <returns>Null when there is none.</returns>
    public static Poll? Of(string? media) => media is null ? null : Of(JsonElement.Parse(media));

    internal static Poll? Of(JsonElement media)
    {
        if (media.Member("poll") is not { ValueKind: JsonValueKind.Object } poll)
            return null;

        var answers = poll.Member("answers")?.Items() ?? [];
        return new(
            poll.Words("question") ?? "", poll.Flag("closed"), poll.Number("total_voters"),
            [.. answers.Select(answer => new Answer(answer.Words("text") ?? "", answer.Number("voters"), answer.Flag("correct")))]);
    }

    /// <param name="Voters">Null when the account may not see it.</param>
    /// <param name="Correct">Of a quiz.</param>
    public sealed record Answer(string Text, int? Voters, bool Correct);
}
