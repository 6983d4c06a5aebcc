using System.Globalization;
using System.Text;
using Collector.Contracts;

namespace Collector.Benchmarks.Simulation;

/// <summary>A channel whose messages are computed, always the same. Every twelfth id is missing, as those of deleted messages are.</summary>
/// <param name="Number">From 1; another number is another channel.</param>
/// <param name="Messages">How many it has.</param>
/// <param name="ImageEvery">Every how many messages one shows an image; 0 for never. Every tenth of them is one that other channels show, too.</param>
sealed record SimulatedChannel(int Number, int Messages, int ImageEvery)
{
    /// <summary>What Telegram gives at once.</summary>
    public const int Page = 100;

    /// <summary>Each channel's images have numbers of their own from this many times its number.</summary>
    public const long ImagesOfChannel = 10_000_000;

    const int Hole = 12;
    const int Shared = 10;
    const int SharedImages = 100;

    static readonly DateTimeOffset Began = new(2019, 3, 1, 8, 0, 0, TimeSpan.Zero);
    static readonly string[] Texts = [.. Prose(new Random(7)).Take(64)];

    /// <summary>Where the simulated source finds it.</summary>
    public string Address => $"{Number}/{Messages}/{ImageEvery}";

    public string Title => $"channel_{Number}";

    public long TelegramId => 1_500_000_000 + Number;

    /// <summary>Newest id; 0 when it is empty.</summary>
    public int Top => Messages == 0 ? 0 : Messages + ((Messages - 1) / (Hole - 1));

    /// <summary>Every image that it shows, by the number that <see cref="SimulatedImage"/> knows.</summary>
    public IEnumerable<long> Images => ImageEvery == 0 ? [] : Enumerable.Range(1, Messages / ImageEvery).Select(ImageNumber);

    public static SimulatedChannel Parse(string address) =>
        address.Split('/').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray() is [var number, var messages, var imageEvery]
            ? new(number, messages, imageEvery)
            : throw new FormatException($"{address} is no address of a simulated channel.");

    /// <summary>Unequal sizes as channels have them: log-normal, always the same.</summary>
    public static IReadOnlyList<SimulatedChannel> Unequal(int count, int median, int imageEvery)
    {
        const double spread = 1;
        var random = new Random(6);
        return [.. Enumerable.Range(1, count).Select(number => new SimulatedChannel(number, (int)(median * Math.Exp(spread * Normal())) + 1, imageEvery))];

        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    /// <returns>The newest page of the ids up to this one, ascending.</returns>
    public IReadOnlyList<CollectedMessage> Newest(int upTo, bool raw)
    {
        var page = new List<CollectedMessage>(Page);
        for (var id = Math.Min(upTo, Top); id > 0 && page.Count < Page; id--)
            if (id % Hole != 0)
                page.Add(Message(id, raw));
        page.Reverse();
        return page;
    }

    CollectedMessage Message(int id, bool raw)
    {
        var ordinal = id - (id / Hole);
        var posted = Began.AddMinutes(7 * ordinal);
        var text = Texts[ordinal % Texts.Length];
        var image = ImageEvery > 0 && ordinal % ImageEvery == 0 ? $"{SimulatedImage.Prefix}{ImageNumber(ordinal / ImageEvery)}" : null;
        return new()
        {
            Id = id,
            PostedAt = posted,
            Kind = "message",
            SenderId = $"channel{TelegramId}",
            SenderName = Title,
            Text = text,
            Views = id % 5_000,
            Forwards = id % 50,
            MediaKind = image is null ? null : "photo",
            ImageId = image,
            Raw = raw ? new(Raw(id, posted, text)) : null,
        };
    }

    long ImageNumber(int ofChannel) => ofChannel % Shared == 0 ? ofChannel / Shared % SharedImages : (Number * ImagesOfChannel) + ofChannel;

    byte[] Raw(int id, DateTimeOffset posted, string text) => Encoding.UTF8.GetBytes($$"""
        {"_":"message","id":{{id}},"peer_id":{"_":"peerChannel","channel_id":{{TelegramId}}},"date":{{posted.ToUnixTimeSeconds()}},"message":"{{text}}","post":true,"silent":false,"views":{{id % 5_000}},"forwards":{{id % 50}}}
        """);

    static IEnumerable<string> Prose(Random random)
    {
        var words = "the quick brown fox jumps over a lazy dog while nobody in the whole town cares to look out of the window".Split(' ');
        while (true)
            yield return string.Join(' ', random.GetItems(words, random.Next(5, 60)));
    }
}
