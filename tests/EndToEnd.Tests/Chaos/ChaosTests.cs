using System.Diagnostics;
using System.Globalization;
using Collector.Contracts;
using Collector.Testing;
using Npgsql;

namespace Collector.EndToEnd.Tests.Chaos;

/// <summary>Everything that may die dies while channels are collected. <c>CHAOS_KILLS=50</c> is its long form of some ten minutes.</summary>
public sealed class ChaosTests(PrivatePostgres postgres, PrivateRabbitMq rabbitMq, ITestOutputHelper output) : IClassFixture<PrivatePostgres>, IClassFixture<PrivateRabbitMq>
{
    static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("CHAOS_KILLS") ?? "5", CultureInfo.InvariantCulture);

    // RabbitMQ gives a service up after two heartbeats.
    static readonly TimeSpan Frozen = TimeSpan.FromSeconds(45);
    static readonly TimeSpan Silent = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    readonly int seed = Random.Shared.Next();
    readonly List<Task> thawing = [];
    int duplicates;
    long redelivered;

    [Fact]
    public async Task WhateverDiesNothingIsLost()
    {
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        await using var calm = await Stack.NewAsync();
        var exports = Exports(calm);
        (await calm.CollectorAsync(["channels", "add", .. exports])).Succeeded();
        (await calm.CollectorAsync("--once")).Succeeded();
        var expected = await Snapshot.OfContentAsync(calm);

        await using var broker = await rabbitMq.OpenAsync();
        await using var stack = await Stack.OnAsync(postgres);
        await using var disk = await TinyDisk.MountAsync(stack.ImageStore, kilobytes: 64 * 1024);
        stack.Use(broker);
        await using var toPostgres = Between(stack, postgres);
        await using var toRabbitMq = Between(stack);
        stack.Settings["IMAGE_DISK_RESERVE"] = "1MB";
        stack.Settings["WRITER_CONCURRENT_LIMIT"] = stack.Settings["MEDIA_CONCURRENT_LIMIT"] = "2";
        await SlowDownAsync(stack);
        await Poison.ForbidAsync(stack);
        (await stack.CollectorAsync(["channels", "add", .. exports])).Succeeded();
        await using var crew = new Crew(stack, "Collector", "Collector", "Media", "Media", "Writer", "Writer", "Scheduler");
        await Eventually.TrueAsync(() => stack.ReadAsync<bool>("select exists (select from messages)"), Patience);
        await broker.TapAsync("tap", "Collector.Contracts:MessagesCollected", "Collector.Contracts:ImageRequested");

        (string What, int Times, Func<Task> Make)[] troubles =
        [
            ("a service killed", Kills, () => crew.AnyOf(random).KillAsync()),
            ("a service frozen", Rarely, () => FreezeAsync(crew.AnyOf(random))),
            ("RabbitMQ killed", Rarely, () => RestartAsync(rabbitMq, broker, random)),
            ("PostgreSQL killed", Rarely, () => RestartAsync(postgres, null, random)),
            ("connections cut", Rarely, () => Cut(toPostgres, toRabbitMq)),
            ("PostgreSQL not heard", Rarely, () => Hush(toPostgres)),
            ("RabbitMQ not heard", Rarely, () => Hush(toRabbitMq)),
            ("the disk full", Rarely, () => FillAsync(stack)),
            ("duplicates", Rarely, () => RepeatAsync(broker)),
            ("poison", 1, () => PoisonAsync(stack, broker)),
        ];
        var made = troubles.SelectMany(trouble => Enumerable.Repeat(trouble, trouble.Times)).ToArray();
        random.Shuffle(made);
        foreach (var (what, _, make) in made)
        {
            await Task.Delay(random.Next(3000), TestContext.Current.CancellationToken);
            output.WriteLine($"{DateTime.UtcNow:mm:ss} {what} at {await stack.ReadAsync<string>("select (select count(*) from messages) || ' messages, ' || (select count(*) from images where state = 'stored') || ' images'")}");
            await make();
        }

        Assert.False(await IsCompleteAsync(stack), "It was complete before all had happened: give it more to do.");
        await Task.WhenAll(thawing);
        await stack.ExecuteAsync("update slowness set factor = 0");
        var calmed = Stopwatch.StartNew();
        await Eventually.TrueAsync(() => IsCompleteAsync(stack), Patience);
        output.WriteLine($"Complete {calmed.Elapsed.TotalSeconds:0} s after the last of it");
        await OnlyPoisonIsLeftAsync(broker, times: 1);
        // Once more in quiet: a killed service may have taken its last words along.
        await PoisonAsync(stack, broker);
        await OnlyPoisonIsLeftAsync(broker, times: 2);
        await crew.StopAsync();
        await OnlyPoisonIsLeftAsync(broker, times: 2);

        await stack.ExecuteAsync("alter table messages drop constraint no_poison");
        Assert.Equal(expected, await Snapshot.OfContentAsync(stack));
        (await stack.CollectorAsync("verify")).Succeeded();
        Assert.All(Poison.Ends, end => Assert.Contains(crew.Lines, line => line.Contains(end.Log, StringComparison.Ordinal)));
        redelivered += await broker.RedeliveredAsync();
        output.WriteLine($"{Kills} kills, {crew.Restarts} restarts, {redelivered} redeliveries, {duplicates} duplicates absorbed, 0 lost");
    }

    static int Rarely => Math.Max(1, Kills / 10);

    static string[] Exports(Stack stack) =>
    [
        .. Enumerable.Range(1, 8).Select(i => stack.Export($"channel_{i}", new()
        {
            Seed = i,
            ChatId = 1000 + i,
            Title = $"Channel {i}",
            Messages = 200 * i * (3 + (Kills / 10)),
            PictureEvery = 3 + (Kills / 10),
        })),
    ];

    static Network Between(Stack stack, PrivatePostgres postgres)
    {
        var direct = new NpgsqlConnectionStringBuilder(postgres.ConnectionString);
        var network = new Network(direct.Port);
        stack.Settings["ConnectionStrings__Postgres"] = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Port = network.Port }.ConnectionString;
        return network;
    }

    static Network Between(Stack stack)
    {
        var network = new Network(int.Parse(stack.Settings["RabbitMq__Port"], CultureInfo.InvariantCulture));
        stack.Settings["RabbitMq__Port"] = $"{network.Port}";
        return network;
    }

    // As slow as there is trouble to come.
    static Task SlowDownAsync(Stack stack) => stack.ExecuteAsync("""
        create table slowness as select 1.0::float8 as factor;
        create function slow() returns trigger language plpgsql security definer as $$ begin perform pg_sleep(tg_argv[0]::float8 * factor) from slowness; return null; end $$;
        create trigger slow after insert or update on coverage for each statement execute function slow(3);
        create trigger slow after insert or update on images for each statement execute function slow(0.1)
        """);

    static Task<bool> IsCompleteAsync(Stack stack) => stack.ReadAsync<bool>("""
        select not exists (select from ranges) and not exists (select from images where state <> 'stored')
           and not exists (select from channels c left join coverage v on v.channel_id = c.id where not coalesce(v.known, '{}') @> int4range(c.first_message_id, c.top_message_id, '[]'))
        """);

    Task FreezeAsync(ServiceProcess service)
    {
        service.Pause();
        thawing.Add(Task.Delay(Frozen).ContinueWith(_ => service.Resume(), TaskScheduler.Default));
        return Task.CompletedTask;
    }

    async Task RestartAsync(PrivateServer server, TestBroker? counting, Random random)
    {
        if (counting is not null)
            redelivered += await counting.RedeliveredAsync();
        await server.KillAsync();
        await Task.Delay(random.Next(5000), TestContext.Current.CancellationToken);
        await server.StartAsync();
    }

    static Task Cut(params Network[] networks)
    {
        foreach (var network in networks)
            network.Cut();
        return Task.CompletedTask;
    }

    static Task Hush(Network network)
    {
        network.Silence(Silent);
        return Task.Delay(Silent, TestContext.Current.CancellationToken);
    }

    static async Task FillAsync(Stack stack)
    {
        var filler = Path.Combine(stack.ImageStore, "filler");
        try
        {
            await using var file = File.Create(filler);
            while (true)
                await file.WriteAsync(new byte[64 * 1024], TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // Full.
        }

        await Task.Delay(5000, TestContext.Current.CancellationToken);
        File.Delete(filler);
    }

    async Task RepeatAsync(TestBroker broker)
    {
        var began = duplicates;
        while (duplicates - began < 100 && await broker.TakeAsync("tap") is { } message)
        {
            await broker.PublishAsync(message.Exchange, "", message.Body, new(message.BasicProperties));
            duplicates++;
        }
    }

    static async Task PoisonAsync(Stack stack, TestBroker broker)
    {
        var channel = await stack.ReadAsync<string>("select handle from channels where id = 1");
        await Poison.SendAsync(broker, new(1, channel, SourceNames.Export, "/nowhere", 1001), new(1, 1, 1000));
    }

    static Task OnlyPoisonIsLeftAsync(TestBroker broker, int times) => Eventually.EqualAsync(
        string.Join(", ", Poison.Ends.Select(end => $"{times} in {end.DeadLetters}")),
        // What came back twice was consumed alone, and has dead letters of its own.
        async () => string.Join(", ",
            from queue in await broker.QueuesAsync()
            where queue.Value > 0 && queue.Key != "tap"
            group queue.Value by queue.Key.Replace("_suspect", "", StringComparison.Ordinal) into counts
            orderby counts.Key
            select $"{counts.Sum()} in {counts.Key}"),
        TimeSpan.FromMinutes(2));
}
