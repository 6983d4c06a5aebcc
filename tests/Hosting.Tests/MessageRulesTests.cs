using Collector.Contracts;

namespace Collector.Hosting.Tests;

public sealed class MessageRulesTests
{
    static readonly DateTimeOffset Now = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly ChannelRef Channel = new(5, "tram", SourceNames.Export, "/x", 7);
    static readonly CollectChannel Command = new(9, 1, Channel, new(1, 1, 100), 0, 100, null, Now);
    static readonly MessagesCollected Page = new(Channel, new(1, 1, 100), 0, 100, null, Now, []);
    static readonly ChannelSeen Seen = new(9, 5, "active", null, null, null, null, 1, 0, null, null, Now);
    static readonly RangeReleased Released = new(9, 1, ReleaseReason.Finished);
    static readonly ImageRequested Image = new("tg:1", Channel, 12, null, null);
    static readonly CollectorAnnounced Collector = new("a", 0, []);

    public static TheoryData<object> Good =>
        [Command, Command with { UpTo = null, After = 100 }, Page, Seen, Released, Image, Image with { Bytes = 0 }, Collector];

    public static TheoryData<string, object> Broken => new()
    {
        { "no range", Command with { RangeId = 0 } },
        { "no range", Command with { Round = -1 } },
        { "no sweep", Command with { Sweep = null! } },
        { "no sweep", Command with { Sweep = new(0, 1, 1) } },
        { "no interval", Command with { After = -1 } },
        { "no interval", Command with { UpTo = 0 } },
        { "no interval", Command with { UpTo = int.MaxValue } },
        { "too late", Command with { NotAfter = default } },
        { "no channel", Command with { Channel = null! } },
        { "no channel", Command with { Channel = Channel with { Address = null! } } },
        { "no channel", Page with { Channel = Channel with { Id = -5 } } },
        { "no range and channel", Seen with { ChannelId = -1 } },
        { "no message ids", Seen with { First = 0 } },
        { "no message ids", Seen with { Top = -1 } },
        { "how the channel is", Seen with { State = null! } },
        { "when it was observed", Seen with { ObservedAt = default } },
        { "no range", Released with { RangeId = 0 } },
        { "no reason", Released with { Reason = (ReleaseReason)99 } },
        { "no image", Image with { ImageId = null! } },
        { "no image", Image with { ImageId = new('a', 2001) } },
        { "no message", Image with { MessageId = 0 } },
        { "-1 bytes", Image with { Bytes = -1 } },
        { "no channel", Image with { Channel = null! } },
        { "no collector", Collector with { InstanceId = "" } },
        { "no limit", Collector with { ConcurrencyLimit = 1001 } },
        { "no sources", Collector with { Sources = null! } },
        { "no sources", Collector with { Sources = [null!] } },
    };

    [Theory]
    [MemberData(nameof(Good), DisableDiscoveryEnumeration = true)]
    public void WhatServicesSendMayBeUsed(object message) => Assert.Null(MessageRules.Broken(message));

    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public void WhatBreaksARuleIsNamed(string problem, object message)
    {
        Assert.Contains(problem, MessageRules.Broken(message), StringComparison.Ordinal);
        Assert.StartsWith(message.GetType().Name, MessageRules.Broken(message), StringComparison.Ordinal);
    }
}
