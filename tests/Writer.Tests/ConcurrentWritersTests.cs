using Collector.Contracts;
using Collector.Testing;

namespace Collector.Writer.Tests;

public sealed class ConcurrentWritersTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    const int Newest = 90;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task WritersOnSharedChannelsNeverDeadlockAndLeaveWhatIsNewest(int seed)
    {
        const int top = 400;
        var random = new Random(seed);
        var scenes = new[] { await Scene.NewAsync(database), await Scene.NewAsync(database), await Scene.NewAsync(database) };
        // Every minute saw each message with another text, or not at all; the last one saw all of them.
        var work = scenes.SelectMany(scene => Enumerable.Range(0, 150).Select(_ => RandomPage(scene, random, top)))
            .Concat(scenes.SelectMany(scene => new[] { Look(scene, 0, 150, Newest), Look(scene, 150, top, Newest) }))
            .ToArray();
        random.Shuffle(work);

        await Parallel.ForEachAsync(work, new ParallelOptions { MaxDegreeOfParallelism = 12 }, async (item, _) => await item.Scene.WriteAsync(item.Page));

        foreach (var scene in scenes)
        {
            Assert.Equal($"{{[1,{top + 1})}}", await scene.KnownAsync());
            Assert.Equal(Enumerable.Range(1, top).Select(id => $"{id} {Newest}"), await scene.ListAsync<string>("select message_id || ' ' || text from messages where channel_id = @channel and deleted_at is null order by message_id"));
            Assert.Equal(top, await scene.ReadAsync<int>("select messages from coverage where channel_id = @channel"));
            Assert.Equal("{} {}", await scene.GoneAsync());
        }
    }

    [Fact]
    public async Task TwoPagesThatMakeTheSweepWholeTogetherCloseItOnce()
    {
        for (var round = 0; round < 10; round++)
        {
            var scene = await Scene.NewAsync(database);
            scene.Top = 200;
            await scene.WriteAsync(scene.Full(0, 100, 1));
            var pages = new[] { scene.Full(0, 50, 5, 2, 3), scene.Full(50, 100, 5, 2, 70), scene.Full(100, 150, 5, 2), scene.Full(150, 200, 5, 2) };

            var written = await Task.WhenAll(pages.Select(scene.WriteAsync));

            Assert.Equal([2], written.Select(page => page.Deleted).Where(deleted => deleted > 0));
            Assert.Equal("{} {3,70}", await scene.GoneAsync());
        }
    }

    [Fact]
    public async Task OneOfTwoWritersOfTheSameNewPageMerges()
    {
        for (var round = 0; round < 10; round++)
        {
            var scene = await Scene.NewAsync(database);

            var written = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => scene.WriteAsync(scene.Full(0, 200, 1))));

            Assert.Equal(200, written.Sum(page => page.Inserted));
            Assert.Equal(200, await scene.ReadAsync<int>("select messages from coverage where channel_id = @channel"));
        }
    }

    [Fact]
    public async Task AWriterThatWasOvertakenAfterItLookedMerges()
    {
        var scene = await Scene.NewAsync(database);
        await using var faster = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await faster.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await MessageRows.CopyAsync(faster, "messages", scene.Full(0, 10, 1), TestContext.Current.CancellationToken);
        await Coverage.TryAddAsync(faster, scene.Full(0, 10, 1), TestContext.Current.CancellationToken);

        var slower = scene.WriteAsync(scene.Page(0, 10, 2));
        await Eventually.TrueAsync(async () => await scene.ReadAsync<bool>("select exists (select from pg_stat_activity where datname = current_database() and wait_event = 'transactionid')"));
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        await slower;

        Assert.Equal("{1,2,3,4,5,6,7,8,9,10} {}", await scene.GoneAsync());
    }

    static (Scene Scene, MessagesCollected Page) RandomPage(Scene scene, Random random, int top)
    {
        var after = random.Next(top - 1);
        return Look(scene, after, random.Next(after + 1, Math.Min(top, after + 120) + 1), random.Next(1, 60));
    }

    static (Scene Scene, MessagesCollected Page) Look(Scene scene, int after, int upTo, int minute) =>
        (scene, scene.Page(after, upTo, minute, Enumerable.Range(after + 1, upTo - after)
            .Where(id => minute == Newest || id % 7 != minute % 7)
            .Select(id => Scene.Message(id, $"{minute}"))) with
        { Sweep = new(1, 1, 400) });
}
