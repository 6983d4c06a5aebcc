using System.Text;
using TL;

namespace Collector.FakeTelegram.Worlds;

/// <summary>Text in several scripts, some of it in bold, in code or with links.</summary>
static class Prose
{
    static readonly string[] Words =
    [
        "harbour", "light", "reports", "today", "ferry", "delayed", "north", "wind", "und", "der", "Hafen", "geöffnet", "früh",
        "новости", "порт", "сегодня", "туман", "港口", "灯塔", "naïve", "café", "🚢", "⚓", "👩‍🚒", "2 < 3 & \"so\"", "tide", "rises", "slowly", "again",
    ];

    public static (string Text, MessageEntity[]? Entities) Write(long noise)
    {
        var text = new StringBuilder();
        var entities = new List<MessageEntity>();
        var words = 3 + Noise.Below(Noise.Mix(noise, 1), 30);
        for (var i = 0; i < words; i++)
        {
            if (i > 0)
                text.Append(i % 11 == 0 ? '\n' : ' ');
            var choice = Noise.Mix(noise, i + 2);
            var word = Noise.Pick(choice, Words);
            if (Noise.Below(Noise.Mix(choice), 16) == 0)
                entities.Add(Entity(choice, text.Length, word.Length));
            text.Append(word);
        }

        return (text.ToString(), entities.Count > 0 ? [.. entities] : null);
    }

    static MessageEntity Entity(long noise, int offset, int length)
    {
        MessageEntity entity = Noise.Below(Noise.Mix(noise, 5), 6) switch
        {
            0 => new MessageEntityItalic(),
            1 => new MessageEntityCode(),
            2 => new MessageEntityTextUrl { url = $"https://harbour.example/{offset}?a=1&b=2" },
            3 => new MessageEntityMentionName { user_id = People.User(noise) },
            4 => new MessageEntityCustomEmoji { document_id = 5_000_000_000_000_000_000 + offset },
            _ => new MessageEntityBold(),
        };
        (entity.offset, entity.length) = (offset, length);
        return entity;
    }
}
