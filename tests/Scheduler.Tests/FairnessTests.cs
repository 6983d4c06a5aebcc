namespace Collector.Scheduler.Tests;

public sealed class FairnessTests : IAsyncLifetime
{
    readonly Scene scene = new();

    public async ValueTask InitializeAsync()
    {
        const string log = """
            create table claims as select channel_id, span from ranges with no data;
            create function log_claim() returns trigger language plpgsql as $$ begin insert into claims values (new.channel_id, new.span); return new; end $$;
            create trigger log_claim after insert on ranges for each row execute function log_claim()
            """;
        await scene.InitializeAsync();
        await scene.ExecuteAsync(log);
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task TwoHundredChannelsAtASlowSourceAreServedEvenlyAndNoneIsParked()
    {
        const int channels = 200;
        const int slots = 4;
        await scene.ExecuteAsync(
            "insert into channels (source, address, title, top_message_id, fingerprint) select 'export', n, n, 50000, 'f1' from generate_series(1, @channels) n",
            new { channels });
        // Four ranges are worked off between two ticks, oldest first; five turns for everybody.
        const string workOff = """
            with done as (
                select channel_id, span from ranges where state = 'outstanding' and covered_at is null order by id limit @slots
            )
            insert into coverage (channel_id, known, seen, messages)
            select channel_id, range_agg(span), range_agg(span), 1000000000 from done group by channel_id
            on conflict (channel_id) do update set known = coverage.known + excluded.known, seen = coverage.seen + excluded.seen
            """;
        for (var tick = 0; tick < channels * 5 / slots; tick++)
        {
            await scene.Reconciler.TickAsync(default);
            await scene.ExecuteAsync(workOff, new { slots });
        }

        var served = await scene.QueryAsync<int>("select count(claims)::int from channels c left join claims on claims.channel_id = c.id group by c.id");
        Assert.InRange(served.Min(), 4, 6);
        Assert.InRange(served.Max(), 4, 6);
        Assert.Equal(0, await scene.RangesAsync("state = 'parked'", new { }));
    }

    [Fact]
    public async Task TwoSchedulersInATightLoopNeverOverlap()
    {
        await scene.ExecuteAsync("insert into channels (source, address, title, top_message_id, fingerprint) select 'export', 'o' || n, n, 40000, 'f1' from generate_series(1, 10) n");
        const string workOff = """
            insert into coverage (channel_id, known, seen, messages)
            select channel_id, range_agg(span), range_agg(span), 1000000000 from ranges where covered_at is null group by channel_id
            on conflict (channel_id) do update set known = coverage.known + excluded.known, seen = coverage.seen + excluded.seen
            """;

        var schedulers = Task.WhenAll(TickAsync(), TickAsync());
        while (!schedulers.IsCompleted)
            await scene.ExecuteAsync(workOff);
        await schedulers;

        var overlaps = await scene.QueryAsync<int>("select count(*)::int from claims a join claims b on a.channel_id = b.channel_id and a.span && b.span and a.ctid < b.ctid");
        var claims = await scene.QueryAsync<int>("select count(*)::int from claims");
        Assert.Equal(0, overlaps[0]);
        Assert.True(claims[0] > 20, $"only {claims[0]} claims");
    }

    async Task TickAsync()
    {
        for (var tick = 0; tick < 150; tick++)
            await scene.Reconciler.TickAsync(default);
    }
}
