using Collector.Contracts;

namespace Collector.Writer.Tests;

public sealed class PageRulesTests
{
    static readonly MessagesCollected Good = new(
        new(1, "birds", SourceNames.Export, "x", null), new(1, 1, 100), 10, 20, 10, Scene.At(1), [Scene.Message(11), Scene.Message(20)]);

    public static TheoryData<string, MessagesCollected> BrokenPages => new()
    {
        { "is no interval", Good with { After = -1 } },
        { "is no interval", Good with { After = 20 } },
        { "is no interval", Good with { UpTo = int.MaxValue } },
        { "belongs to no sweep", Good with { Sweep = new(0, 1, 100) } },
        { "belongs to no sweep", Good with { Sweep = new(1, 0, 100) } },
        { "when it was observed", Good with { ObservedAt = default } },
        { "outside of it (10)", Good with { Messages = [Scene.Message(10)] } },
        { "outside of it (21)", Good with { Messages = [Scene.Message(21)] } },
        { "outside of it", Good with { Messages = [null!] } },
        { "ascending order at message 11", Good with { Messages = [Scene.Message(12), Scene.Message(11)] } },
        { "has it twice", Good with { Messages = [Scene.Message(12), Scene.Message(12)] } },
        { "no kind or text for message 12", Good with { Messages = [Scene.Message(12) with { Text = null! }] } },
        { "no kind or text for message 12", Good with { Messages = [Scene.Message(12) with { Kind = null! }] } },
        { "without channel", Good with { Messages = null! } },
        { "without channel", Good with { Channel = null! } },
        { "without channel", Good with { Sweep = null! } },
        { "has 10001 messages", Good with { After = 0, UpTo = 20_000, Messages = [.. Enumerable.Range(1, 10_001).Select(id => Scene.Message(id))] } },
    };

    [Fact]
    public void AGoodPageIsTaken()
    {
        Assert.Null(PageRules.Broken(Good));
        Assert.Null(PageRules.Broken(Good with { Messages = [], UpTo = int.MaxValue - 1 }));
    }

    [Theory]
    [MemberData(nameof(BrokenPages))]
    public void ABrokenPageIsNamed(string problem, MessagesCollected page) => Assert.Contains(problem, PageRules.Broken(page));

    [Fact]
    public void TheProblemNamesChannelAndInterval() => Assert.StartsWith("birds: the page (20, 20] ", PageRules.Broken(Good with { After = 20 }));
}
