using Collector.Benchmarks.Simulation;
using Collector.Testing;

namespace Collector.Benchmarks;

/// <summary>What a page costs PostgreSQL, from its range to its settlement, when so much of its channel is stored already; PostgreSQL itself counts the time of every statement.</summary>
static class LedgerBenchmark
{
    public static async Task RunAsync(Arguments arguments)
    {
        await using var servers = new Servers("shared_preload_libraries = pg_stat_statements");
        int[] sizes = arguments.Quick ? [10_000] : arguments.Nightly ? [1_000, 100_000, 1_000_000, 10_000_000] : [1_000, 100_000, 1_000_000];
        var pages = arguments.Quick ? 20 : 1_000;
        var report = new Report("ledger", arguments.Output);
        report.Line($"Milliseconds of PostgreSQL for each of {pages:N0} new pages of {SimulatedChannel.Page} messages with `raw`, embedded, without latency.");
        report.Line();
        report.Heading("messages in the ledger", "claim and settle", "write", "together");
        var costs = new List<Cost>();
        foreach (var size in sizes)
        {
            var cost = await MeasureAsync(servers, size, pages);
            costs.Add(cost);
            report.Row($"{size:N0}", $"{cost.Ranges:F2}", $"{cost.Writing:F2}", $"{cost.Ranges + cost.Writing:F2}");
        }

        await report.SaveAsync(costs);
    }

    static async Task<Cost> MeasureAsync(Servers servers, int size, int pages)
    {
        const string spent = """
            select coalesce(sum(total_exec_time), 0) from pg_stat_statements
            where dbid = (select oid from pg_database where datname = current_database()) and query !~ 'pg_stat_statements'
            """;
        const string ofRanges = @" and query ~ '\m(ranges|channels|collectors)\M'";

        await using var installation = await Installation.EmbeddedAsync(servers, new() { Latency = TimeSpan.Zero }, accounts: 0);
        await installation.WarmUpAsync(accounts: false);
        var channel = new SimulatedChannel(1, size + (pages * SimulatedChannel.Page), 0);
        await FillAsync(installation, channel, channel with { Messages = size });
        await installation.ExecuteAsync("create extension pg_stat_statements");
        await installation.ExecuteAsync("select pg_stat_statements_reset(); update channels set next_due_at = now()");
        await Eventually.TrueAsync(() => installation.ReadAsync<bool>($"select messages = {channel.Messages} from coverage"), TimeSpan.FromMinutes(5));
        await Eventually.TrueAsync(() => installation.ReadAsync<bool>("select not exists (select from ranges)"));
        var all = await installation.ReadAsync<double>(spent);
        var ranges = await installation.ReadAsync<double>(spent + ofRanges);
        return new(size, ranges / pages, (all - ranges) / pages);
    }

    /// <summary>As if the older part of the channel had been collected.</summary>
    static Task FillAsync(Installation installation, SimulatedChannel channel, SimulatedChannel stored) => installation.ExecuteAsync($"""
        insert into channels (source, address, title) values ('export', '{channel.Address}', '{channel.Title}');
        insert into messages (channel_id, message_id, posted_at, kind, text, views, raw, observed_at)
        select c.id, n, now() - interval '1 minute' * ({stored.Top} - n), 'message', text, n % 5000, jsonb_build_object('id', n, 'message', text), now()
        from channels c, generate_series(1, {stored.Top}) n
        cross join lateral (select 'message ' || n || ' of a channel with many words, ' || md5(n::text) as text) message
        where n % 12 <> 0;
        insert into coverage (channel_id, known, seen, messages)
        select id, int4multirange(int4range(1, {stored.Top}, '[]')), int4multirange(int4range(1, {stored.Top}, '[]')), {stored.Messages} from channels;
        analyze messages
        """);

    /// <param name="Messages">In the ledger before.</param>
    /// <param name="Ranges">Milliseconds for each page, of statements about ranges and channels.</param>
    /// <param name="Writing">Milliseconds for each page, of all others.</param>
    sealed record Cost(int Messages, double Ranges, double Writing);
}
