namespace Collector.EndToEnd.Tests;

public sealed class ExpectedTests
{
    [Fact]
    public async Task ExportsOfSingleChannelsEndAsExpected()
    {
        var folder = ExpectedChannel.Folder("../shared/exports/channels");
        await CollectsAsync(folder, [.. ExpectedChannel.Read(folder).Select(channel => Path.Combine(folder, channel.Handle))]);
    }

    [Fact]
    public async Task TheExportOfAnAccountEndsAsExpected()
    {
        var folder = ExpectedChannel.Folder("../shared/exports/account");
        await CollectsAsync(folder, [Path.Combine(folder, "result.json")]);
    }

    [Fact]
    public async Task TheShippedSampleEndsAsExpected() => await CollectsAsync(ExpectedChannel.Folder("services/sample"), []);

    static async Task CollectsAsync(string folder, string[] paths)
    {
        await using var stack = await Stack.EmptyAsync();

        (await stack.CollectorAsync(["--once", .. paths])).Succeeded();
        await ExpectedChannel.MatchAsync(ExpectedChannel.Read(folder), stack);

        var verdict = await stack.CollectorAsync("verify");
        verdict.Succeeded();
        Assert.EndsWith("channels are whole.", verdict.Output, StringComparison.Ordinal);

        var before = await Snapshot.OfWritesAsync(stack);
        (await stack.CollectorAsync(["--once", .. paths])).Succeeded();
        Assert.Equal(before, await Snapshot.OfWritesAsync(stack));
    }
}
