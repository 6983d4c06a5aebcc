using System.Text.Json;
using TL;

namespace Collector.Telegram.Mapping;

/// <summary>A poll with its results; an answer without <c>voters</c> has a result that the account may not see.</summary>
static class PollJson
{
    public static void Write(Utf8JsonWriter writer, MessageMediaPoll media)
    {
        writer.WriteStartObject("poll"u8);
        writer.WriteString("question"u8, PlainText.Of(media.poll?.question?.text));
        writer.WriteBoolean("closed"u8, media.poll?.flags.HasFlag(Poll.Flags.closed) == true);
        writer.WriteBoolean("quiz"u8, media.poll?.flags.HasFlag(Poll.Flags.quiz) == true);
        writer.WriteBoolean("multiple_choice"u8, media.poll?.flags.HasFlag(Poll.Flags.multiple_choice) == true);
        if (media.results is { } results && results.flags.HasFlag(PollResults.Flags.has_total_voters))
            writer.WriteNumber("total_voters"u8, results.total_voters);
        writer.WriteStartArray("answers"u8);
        foreach (var answer in media.poll?.answers ?? [])
            Write(writer, answer, media.results?.results?.FirstOrDefault(result => answer is PollAnswer { option: var option } && result.option == option));
        writer.WriteEndArray();
        if (media.results?.solution is { Length: > 0 } solution)
            writer.WriteString("solution"u8, PlainText.Of(solution));
        writer.WriteEndObject();
    }

    static void Write(Utf8JsonWriter writer, PollAnswerBase answer, PollAnswerVoters? result)
    {
        writer.WriteStartObject();
        writer.WriteString("text"u8, PlainText.Of(answer.Text?.text));
        if (result is not null && result.flags.HasFlag(PollAnswerVoters.Flags.has_voters))
            writer.WriteNumber("voters"u8, result.voters);
        if (result is not null && result.flags.HasFlag(PollAnswerVoters.Flags.correct))
            writer.WriteBoolean("correct"u8, true);
        writer.WriteEndObject();
    }
}
