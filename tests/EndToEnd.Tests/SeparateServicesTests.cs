using Collector.Testing;

namespace Collector.EndToEnd.Tests;

public sealed class SeparateServicesTests
{
    [Fact]
    public async Task FiveProcessesCollectWhatIsExpectedAndLeaveNothingInTheQueues()
    {
        var folder = ExpectedChannel.Folder("../shared/exports/channels");
        var expected = ExpectedChannel.Read(folder);
        await using var stack = await Stack.EmptyAsync();
        var broker = await stack.UseRabbitMqAsync();
        (await stack.CollectorAsync("migrate")).Succeeded();
        var services = new[] { "Collector", "Collector", "Media", "Writer", "Scheduler" }.Select(service => stack.Start(service)).ToList();

        (await stack.CollectorAsync(["channels", "add", .. expected.Select(channel => Path.Combine(folder, channel.Handle))])).Succeeded();
        await stack.CompleteAsync();
        await ExpectedChannel.MatchAsync(expected, stack);

        // The scheduler last: it hears the collectors' goodbye.
        foreach (var service in services)
        {
            await NothingWaitsAsync(broker);
            Assert.Equal(0, await service.StopAsync());
        }

        await NothingWaitsAsync(broker);
        Assert.Contains("messages-collected_error", await broker.QueuesAsync());
    }

    [Fact]
    public async Task ServicesThatStartBeforeTheMigrationWaitAndGoOn()
    {
        await using var stack = await Stack.EmptyAsync();
        await stack.UseRabbitMqAsync();
        var export = stack.Export("news", new ExportFile { Messages = 1500, PictureEvery = 300 });

        foreach (var service in new[] { "Writer", "Media", "Collector", "Scheduler" }.Select(service => stack.Start(service)).ToList())
            await service.WaitForLineAsync("collector migrate");
        (await stack.CollectorAsync("migrate")).Succeeded();
        (await stack.CollectorAsync("channels", "add", export)).Succeeded();
        await stack.CompleteAsync();

        await stack.IsWholeAsync(messages: 1500, images: 5);
    }

    [Theory]
    [InlineData("Scheduler")]
    [InlineData("Collector")]
    [InlineData("Writer")]
    [InlineData("Media")]
    [InlineData("Dashboard")]
    public async Task NoServiceWatchesTheFoldersBelowTheOneItRunsIn(string name)
    {
        await using var stack = await Stack.EmptyAsync();
        await stack.UseRabbitMqAsync();

        var service = stack.Start(name);
        await service.WaitForLineAsync("collector migrate");

        Assert.DoesNotContain("anon_inode:inotify", new DirectoryInfo($"/proc/{service.Id}/fd").GetFileSystemInfos().Select(file => file.LinkTarget));
    }

    [Fact]
    public async Task OfAClusterWhicheverNodeAnswersIsUsed()
    {
        await using var stack = await Stack.NewAsync();
        await stack.UseRabbitMqAsync();
        stack.Settings["RabbitMq__ClusterNodes"] = $"127.0.0.1:1,127.0.0.1:{stack.Settings["RabbitMq__Port"]}";
        stack.Settings["RabbitMq__Host"] = "127.0.0.1";
        stack.Settings["RabbitMq__Port"] = "1";
        foreach (var service in new[] { "Collector", "Media", "Writer", "Scheduler" })
            stack.Start(service);

        (await stack.CollectorAsync("channels", "add", stack.Export("news", new() { Messages = 300, PictureEvery = 100 }))).Succeeded();
        await stack.CompleteAsync();

        await stack.IsWholeAsync(messages: 300, images: 3);
    }

    [Fact]
    public async Task SeveralOfEachShareTheWork()
    {
        await using var stack = await Stack.NewAsync();
        await stack.UseRabbitMqAsync();
        await stack.SlowDownAsync();
        var services = new[] { "Collector", "Media", "Writer" }.SelectMany(service => new[] { stack.Start(service), stack.Start(service) }).ToList();
        stack.Start("Scheduler");
        // Whoever comes late finds less to do.
        await Eventually.TrueAsync(async () => await stack.ReadAsync<int>("select count(*) from collectors") == 2, TimeSpan.FromMinutes(1));

        (await stack.CollectorAsync("channels", "add", stack.Export("news", new() { Messages = 20_000, PictureEvery = 20 }))).Succeeded();
        await stack.CompleteAsync();

        foreach (var (pair, done) in services.Chunk(2).Zip(["Collected", "Stored image", " messages, "]))
        {
            var shares = pair.Select(service => service.Lines.Count(line => line.Contains(done, StringComparison.Ordinal))).ToList();
            Assert.InRange(shares.Min() / (double)shares.Sum(), 0.3, 0.5);
        }
    }

    [Fact]
    public async Task ImagesThatFailedOrWereLostAreFetchedAgainWhenAsked()
    {
        await using var stack = await Stack.NewAsync();
        await stack.UseRabbitMqAsync();
        var export = stack.Export("news", new() { Messages = 60, PictureEvery = 20 });
        var missing = Directory.GetFiles(export, "*.jpg", SearchOption.AllDirectories)[0];
        var elsewhere = Path.Combine(export, "..", "elsewhere.jpg");
        File.Move(missing, elsewhere);
        foreach (var service in new[] { "Collector", "Media", "Writer", "Scheduler" })
            stack.Start(service);
        (await stack.CollectorAsync("channels", "add", export)).Succeeded();
        await Eventually.TrueAsync(() => stack.ReadAsync<bool>("select count(*) filter (where state = 'stored') = 2 and count(*) filter (where state = 'failed') = 1 from images"));

        File.Move(elsewhere, missing);
        File.Delete(Path.Combine(stack.ImageStore, await stack.ReadAsync<string>("select path from images where state = 'stored' limit 1")));
        (await stack.CollectorAsync("collect", "news")).Succeeded();
        (await stack.CollectorAsync("verify", "--repair")).Failed("is missing");

        await Eventually.TrueAsync(() => stack.ReadAsync<bool>("select count(*) = 3 from images where state = 'stored'"));
        await stack.IsWholeAsync(messages: 60, images: 3);
    }

    [Fact]
    public async Task AMessageOfTenMegabytesPassesTheBroker()
    {
        await using var stack = await Stack.NewAsync();
        await stack.UseRabbitMqAsync();
        var export = stack.Export("news", new() { Messages = 50 });
        ExportEdit.Change(export, messages => messages[20]!.Rewrite(new string('x', 10_000_000)));
        foreach (var service in new[] { "Collector", "Media", "Writer", "Scheduler" })
            stack.Start(service);

        (await stack.CollectorAsync("channels", "add", export)).Succeeded();
        await stack.CompleteAsync();

        Assert.Equal(10_000_000, await stack.ReadAsync<int>("select max(octet_length(text)) from messages"));
    }

    static Task NothingWaitsAsync(TestBroker broker) => Eventually.EqualAsync(
        "",
        async () => string.Join(", ", from queue in await broker.QueuesAsync() where queue.Value > 0 select $"{queue.Value} in {queue.Key}"));
}
