namespace Collector.Scheduler.Tests;

/// <summary>Accounts that read 2,000 messages between two ticks.</summary>
public sealed class EvennessTests : IAsyncLifetime
{
    const int Limit = 4;
    const int Capacity = 2 * Limit;
    const int Pace = 2_000;

    readonly Scene scene = new();
    readonly Dictionary<long, int> read = [];

    public ValueTask InitializeAsync() => scene.InitializeAsync();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task FourAccountsReadFourTimesAsMuchAsOneAndEachTheSame()
    {
        const int ticks = 25;
        var accounts = new List<int> { await scene.AccountAsync(Limit) };
        await ChannelsAsync(accounts, count: 30, top: 20_000);
        var one = await RunAsync(ticks, accounts);

        await scene.ExecuteAsync("truncate ranges, coverage; delete from channels");
        while (accounts.Count < 4)
            accounts.Add(await scene.AccountAsync(Limit));
        await ChannelsAsync(accounts, count: 30, top: 20_000);
        var four = await RunAsync(ticks, accounts);

        Assert.InRange(four / (double)one, 3.8, 4.2);
    }

    [Fact]
    public async Task AChannelThatOneAccountCanReadAmongManyThatAllCanGetsItsShare()
    {
        var accounts = new List<int>();
        while (accounts.Count < 4)
            accounts.Add(await scene.AccountAsync(Limit));
        await ChannelsAsync(accounts, count: 30, top: 20_000);
        var own = await scene.LiveChannelAsync("own", 20_000, accounts[2]);
        foreach (var stranger in accounts.Where(account => account != accounts[2]))
            await scene.ReachAsync(stranger, own, "private");

        await RunAsync(ticks: 40, accounts);

        var known = await scene.QueryAsync<(int Channel, int Ids)>("select c.id, coalesce(v.messages, 0) from channels c left join coverage v on v.channel_id = c.id order by 1");
        var average = known.Average(channel => channel.Ids);
        Assert.InRange(known.Single(channel => channel.Channel == own.Id).Ids, 0.7 * average, 20_000);
        Assert.All(await scene.QueryAsync<int>("select account_id from ranges where channel_id = @Id", own), account => Assert.Equal(accounts[2], account));
    }

    [Fact]
    public async Task LittleWorkIsSpreadToo()
    {
        var accounts = new List<int>();
        while (accounts.Count < 4)
            accounts.Add(await scene.AccountAsync(Limit));
        await ChannelsAsync(accounts, count: 1, top: 20_000);

        await scene.Reconciler.TickAsync(default);

        Assert.Equal([4, 4, 4, 4], await scene.QueryAsync<int>("select count(*)::int from ranges group by account_id"));
    }

    async Task ChannelsAsync(List<int> readers, int count, int top)
    {
        for (var number = 0; number < count; number++)
            await scene.LiveChannelAsync($"c{number}", top, [.. readers]);
    }

    /// <returns>Messages that were read.</returns>
    async Task<int> RunAsync(int ticks, IReadOnlyList<int> accounts)
    {
        var messages = 0;
        for (var tick = 0; tick < ticks; tick++)
        {
            await scene.Reconciler.TickAsync(default);
            var given = await scene.QueryAsync<Given>("select id, channel_id, account_id, lower(span) as first, upper(span) - 1 as last from ranges where covered_at is null order by id");
            Assert.All(accounts, account => Assert.InRange(given.Count(range => range.AccountId == account), 0.9 * Capacity, 1.1 * Capacity));
            foreach (var account in accounts)
                messages += await ReadAsync(given.Where(range => range.AccountId == account));
        }

        return messages;
    }

    // Its oldest range first: its rate counts, not how many slots share it.
    async Task<int> ReadAsync(IEnumerable<Given> ranges)
    {
        var rest = Pace;
        foreach (var range in ranges)
        {
            var more = Math.Min(rest, range.Length - read.GetValueOrDefault(range.Id));
            rest -= more;
            read[range.Id] = read.GetValueOrDefault(range.Id) + more;
            if (read[range.Id] == range.Length)
                await StoreAsync(range);
        }

        return Pace - rest;
    }

    Task StoreAsync(Given range)
    {
        const string sql = """
            insert into coverage (channel_id, known, seen, messages) values (@ChannelId, int4multirange(int4range(@First, @Last, '[]')), int4multirange(int4range(@First, @Last, '[]')), @Length)
            on conflict (channel_id) do update
            set known = coverage.known + excluded.known, seen = coverage.seen + excluded.seen, messages = coverage.messages + excluded.messages
            """;
        return scene.ExecuteAsync(sql, range);
    }

    sealed record Given
    {
        public long Id { get; init; }

        public int ChannelId { get; init; }

        public int AccountId { get; init; }

        public int First { get; init; }

        public int Last { get; init; }

        public int Length => Last - First + 1;
    }
}
