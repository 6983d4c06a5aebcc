using Collector.Contracts;
using Collector.Testing;

namespace Collector.Writer.Tests;

public sealed class DeletionsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task AMessageThatALaterSweepMissesIsMarkedWhenTheSweepIsWhole()
    {
        var scene = await NewAsync(top: 100);

        await scene.WriteAsync(scene.Full(50, 99, 5, sweep: 2, without: [70]));
        await scene.WriteAsync(scene.Full(1, 50, 6, sweep: 2, without: [20]));
        await scene.WriteAsync(scene.Full(0, 1, 6, sweep: 2));
        Assert.Equal("{20,70} {}", await scene.GoneAsync());
        var last = await scene.WriteAsync(scene.Full(99, 100, 6, sweep: 2));

        Assert.Equal(new WrittenPage(0, 0, 2, 0), last);
        Assert.Equal("{} {20,70}", await scene.GoneAsync());
        Assert.Equal(Scene.At(5), await scene.ReadAsync<DateTime>("select deleted_at from messages where channel_id = @channel and message_id = 70"));
    }

    [Fact]
    public async Task TheSweepIsClosedByAPageOfNewMessagesToo()
    {
        var scene = await NewAsync(top: 100);
        scene.Top = 120;

        await scene.WriteAsync(scene.Full(0, 100, 5, sweep: 2, without: [70]));
        await scene.WriteAsync(scene.Full(100, 120, 6, sweep: 2));

        Assert.Equal("{} {70}", await scene.GoneAsync());
    }

    [Fact]
    public async Task AbsenceProvesNothingWhereTheSourceDoesNotSaySo()
    {
        var scene = await NewAsync(top: 100);

        await scene.WriteAsync(scene.Full(50, 100, 5, sweep: 2, without: [60, 90]) with { AbsenceProvenAfter = 75 });
        await scene.WriteAsync(scene.Full(0, 50, 5, sweep: 2, without: [20]) with { AbsenceProvenAfter = null });

        Assert.Equal("{} {90}", await scene.GoneAsync());
    }

    [Fact]
    public async Task AnOlderLookDeletesNothing()
    {
        var scene = await NewAsync(top: 100, minute: 9);

        await scene.WriteAsync(scene.Full(0, 100, 8, sweep: 2, without: [70]));
        await scene.WriteAsync(scene.Full(0, 100, 9, sweep: 2, without: [71]));

        Assert.Equal("{} {}", await scene.GoneAsync());
    }

    [Fact]
    public async Task AMessageSeenAgainLosesItsMark()
    {
        var scene = await NewAsync(top: 100);
        await scene.WriteAsync(scene.Full(0, 100, 5, sweep: 2, without: [70]));
        await scene.WriteAsync(scene.Full(60, 100, 6, sweep: 3, without: [70, 80]));

        await scene.WriteAsync(scene.Full(60, 100, 4, sweep: 3));
        Assert.Equal("{80} {70}", await scene.GoneAsync());
        var written = await scene.WriteAsync(scene.Full(60, 100, 7, sweep: 3));

        Assert.Equal("{} {}", await scene.GoneAsync());
        Assert.Equal(0, await scene.ReadAsync<int>("select count(*) from message_versions where channel_id = @channel"));
        Assert.Equal(1, written.Updated);
    }

    [Fact]
    public async Task AnEditFromBeforeTheDeletionDoesNotUndoIt()
    {
        var scene = await NewAsync(top: 100);
        await scene.WriteAsync(scene.Full(0, 100, 5, sweep: 2, without: [70]));

        await scene.WriteAsync(scene.Page(69, 70, 4, Scene.Message(70, "edited")) with { Sweep = new(2, 1, 100) });

        Assert.Equal(("edited", "{} {70}"), (await scene.TextAsync(70), await scene.GoneAsync()));
    }

    [Theory]
    [InlineData(100, 20, true)]
    [InlineData(100, 21, false)]
    [InlineData(10, 5, true)]
    [InlineData(10, 6, false)]
    public async Task ASweepThatMissesMoreThanAFifthAsksFirst(int messages, int missing, bool believed)
    {
        var scene = await NewAsync(top: messages);
        var gone = Enumerable.Range(1, missing).ToArray();

        var written = await scene.WriteAsync(scene.Full(0, messages, 5, sweep: 2, without: gone));

        Assert.Equal(believed ? new(0, 0, missing, 0) : new WrittenPage(0, 0, 0, missing), written);
        var ids = string.Join(",", gone);
        Assert.Equal(believed ? $"{{}} {{{ids}}}" : $"{{{ids}}} {{}}", await scene.GoneAsync());
    }

    [Fact]
    public async Task MessagesDeletedBeforeDoNotCountAsPartOfTheChannel()
    {
        var scene = await NewAsync(top: 100);
        await scene.WriteAsync(scene.Full(0, 100, 5, sweep: 2, without: [.. Enumerable.Range(1, 20)]));

        var written = await scene.WriteAsync(scene.Full(0, 100, 6, sweep: 3, without: [.. Enumerable.Range(1, 37)]));

        Assert.Equal(17, written.Doubtful);
    }

    [Fact]
    public async Task WhatWasAskedOnceIsNotAskedAgainUntilTheNextSweep()
    {
        var scene = await NewAsync(top: 100);
        var gone = Enumerable.Range(1, 50).ToArray();
        await scene.WriteAsync(scene.Full(0, 100, 5, sweep: 2, without: gone));

        var more = await scene.WriteAsync(scene.Full(100, 1000, 6, sweep: 2));
        var again = await scene.WriteAsync(scene.Full(0, 100, 7, sweep: 2, without: [.. gone, 51]));
        var next = await scene.WriteAsync(scene.Full(0, 100, 8, sweep: 3, without: [.. gone, 51]));

        Assert.Equal((0, 1, 50), (more.Deleted, again.Deleted, next.Deleted));
        Assert.Equal((0, 0, 0), (more.Doubtful, again.Doubtful, next.Doubtful));
    }

    [Fact]
    public async Task ASweepOfAnEmptyChannelHasNothingToMiss()
    {
        var scene = await Scene.NewAsync(database);

        await scene.WriteAsync(scene.Page(0, 10, 1) with { Sweep = new(1, 5, 0) });

        Assert.Equal("{} {}", await scene.GoneAsync());
    }

    [Fact]
    public async Task AcceptingMarksThem()
    {
        var scene = await NewAsync(top: 100);
        var gone = Enumerable.Range(1, 50).ToArray();
        await scene.WriteAsync(scene.Full(0, 100, 5, sweep: 2, without: gone));

        Assert.Equal(50, await scene.AcceptAsync());
        Assert.Equal(0, await scene.AcceptAsync());

        Assert.Equal($"{{}} {{{string.Join(",", gone)}}}", await scene.GoneAsync());
        Assert.Equal(100, await scene.ReadAsync<int>("select messages from coverage where channel_id = @channel"));
    }

    async Task<Scene> NewAsync(int top, int minute = 1)
    {
        var scene = await Scene.NewAsync(database);
        scene.Top = top;
        await scene.WriteAsync(scene.Full(0, top, minute));
        return scene;
    }
}
