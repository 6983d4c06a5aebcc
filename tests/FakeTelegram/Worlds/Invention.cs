using TL;

namespace Collector.FakeTelegram.Worlds;

/// <summary>The messages that nobody wrote: each comes out of its id alone, whenever it is asked for.</summary>
sealed class Invention
{
    public static readonly DateTimeOffset First = new(2019, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly long seed;
    readonly long chat;
    readonly ChatKind kind;
    readonly Content content;

    public Invention(int seed, long chat, ChatKind kind, int count, Content content)
    {
        (this.seed, this.chat, this.kind, Count, this.content) = (Noise.Mix(seed, chat), chat, kind, count, content);
        Last = int.MaxValue;
        var last = 0;
        for (var left = count; left > 0;)
            if (Exists(++last))
                left--;
        Last = last;
    }

    public int Count { get; }

    public int Last { get; }

    public bool Exists(int id) => id > 0 && id <= Last && (content.Gaps == 0 || Noise.Fraction(Noise.Mix(seed, id)) >= content.Gaps);

    public MessageBase Create(int id) => new Message
    {
        flags = Message.Flags.post,
        id = id,
        peer_id = new PeerChannel { channel_id = chat },
        date = First.UtcDateTime.AddMinutes(id),
        message = $"Message {id} {kind}",
    };
}
