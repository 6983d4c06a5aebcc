using Collector.Queries;

namespace Collector.Cli.Tests;

public sealed class MessageDetailsTests
{
    [Theory]
    [InlineData("""{"action": "pin_message", "message_id": 4}""", "pin message")]
    [InlineData("""{"action": "edit_group_title", "title": "News"}""", "edit group title: News")]
    [InlineData("""{"action": 7}""", "service message")]
    [InlineData("[]", "service message")]
    [InlineData(null, "service message")]
    public void Actions(string? media, string words) => Assert.Equal(words, MessageDetails.Action(media));

    [Theory]
    [InlineData("""{"name": "Harrow Tor", "id": "channel5"}""", "Harrow Tor")]
    [InlineData("""{"name": null, "id": "channel5"}""", "channel5")]
    [InlineData("""{"name": 5}""", "someone")]
    [InlineData(null, null)]
    public void Origins(string? forwarded, string? words) => Assert.Equal(words, MessageDetails.Origin(forwarded));

    [Theory]
    [InlineData("video", """{"file_name": "clip.mp4", "duration": 65}""", "video · clip.mp4 · 1:05")]
    [InlineData("audio_file", """{"performer": "Sang", "title": "", "duration": 3725.4}""", "audio file · Sang · 1:02:05")]
    [InlineData("sticker", """{"sticker_emoji": 5, "duration": "x"}""", "sticker")]
    [InlineData("poll", """{"poll": {"question": "Tram?", "answers": [{"text": "Yes", "voters": 3}, {"text": "No"}]}}""", "poll · Tram? · Yes (3) · No")]
    [InlineData("poll", """{"poll": {"question": "Tram?", "answers": {}}}""", "poll · Tram?")]
    [InlineData("poll", """{"poll": {"question": ["Tram ", {"type": "custom_emoji", "text": "🚋"}, "?"], "answers": [{"text": [{"type": "bold", "text": "Yes"}, {"text": 5}]}]}}""", "poll · Tram 🚋? · Yes")]
    [InlineData("photo", null, "photo")]
    public void Media(string kind, string? media, string words) => Assert.Equal(words, MessageDetails.Media(kind, media));

    [Theory]
    [InlineData("""[{"type": "emoji", "emoji": "❤", "count": 3}, {"type": "paid", "count": 1}, {"type": "custom_emoji", "count": 2}, {"emoji": "👍"}, 7]""", "❤ 3, ⭐ 1, ▢ 2")]
    [InlineData("""{"count": 3}""", "")]
    [InlineData(null, "")]
    public void Reactions(string? reactions, string words) =>
        Assert.Equal(words, string.Join(", ", MessageDetails.Reactions(reactions).Select(reaction => $"{reaction.Sign} {reaction.Count}")));
}
