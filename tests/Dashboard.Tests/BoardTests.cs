using Collector.Dashboard.Live;
using Collector.Dashboard.Reading;
using Collector.Database;
using Collector.Queries;
using Collector.Testing;

namespace Collector.Dashboard.Tests;

public sealed class BoardTests : IAsyncLifetime
{
    readonly TestDatabase database = new();

    public ValueTask InitializeAsync() => database.InitializeAsync();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task WhileTheHistoryIsReadAgainTheBarSaysTheSameAsTheNumbers()
    {
        await ExecuteAsync("""
            insert into channels (source, address, title, top_message_id, sweep, sweep_top) values ('export', '/x', 'X', 100, 2, 100);
            insert into coverage (channel_id, known, sweep, seen) values (1, '{[1,101)}', 2, '{[51,101)}')
            """);

        var channel = await ViewAsync();

        Assert.Equal((50, 100), (channel.Progress.Collected, channel.Progress.Total));
        Assert.True(channel.Spans.IsReadAgain);
        Assert.Equal([("gap", 50), ("covered", 50)], channel.Bar.Select(piece => (piece.Kind, piece.Width)));
        Assert.Empty(channel.Spans.Gaps);
    }

    [Fact]
    public async Task WhatIsReadAgainIsNotMissingAlsoWhenNewPostsCome()
    {
        await ExecuteAsync("""
            insert into channels (source, address, title, top_message_id, sweep, sweep_top) values ('export', '/x', 'X', 103, 2, 100);
            insert into coverage (channel_id, known, sweep, seen) values (1, '{[1,101)}', 2, '{[51,101)}')
            """);

        var channel = await ViewAsync();

        Assert.True(channel.Spans.IsReadAgain);
        Assert.Equal([(101, 103)], channel.Spans.Gaps);
        Assert.Equal((50, 103), (channel.Progress.Collected, channel.Progress.Total));
    }

    [Fact]
    public async Task AChannelThatNoAccountAtWorkCanReadWaitsAndSaysSo()
    {
        await ExecuteAsync("insert into channels (source, address, title, next_due_at) values ('telegram', '@durov', 'Durov', now())");
        Assert.Equal(("waiting", true), await StateAsync());

        await ExecuteAsync("""
            insert into accounts (telegram_id, phone, name) values (1, '+49…1', 'Ann');
            insert into collectors (instance_id, concurrency_limit, sources, account_id, seen_at) values ('c', 4, '{telegram}', 1, now())
            """);
        Assert.Equal(("collecting", false), await StateAsync());

        await ExecuteAsync("insert into account_gates (account_id, call_class, blocked_until) values (1, 'resolve', now() + interval '17 hours')");
        Assert.Equal(("waiting", true), await StateAsync());

        await ExecuteAsync("update account_gates set blocked_until = now(); insert into account_channels (account_id, channel_id, state) values (1, 1, 'private')");
        Assert.Equal(("waiting", true), await StateAsync());

        async Task<(string, bool)> StateAsync() => (await ViewAsync()) is var channel ? (channel.State, (channel.Waits ?? channel.Progress.Failure) is not null) : default;
    }

    [Fact]
    public async Task TheImagesOfOneChannelAreReadPageByPageTheNewestFirst()
    {
        await ExecuteAsync("""
            insert into channels (source, address, title) values ('export', '/x', 'X'), ('export', '/y', 'Y');
            insert into images (image_id, state, channel_id, message_id, path, sha256, bytes, width, height)
            select 'i' || n, 'stored', 1 + n % 2, n, n::text, repeat('a', 64), 1, 1, 1 from generate_series(1, 10) n;
            insert into messages (channel_id, message_id, posted_at, kind, text, image_id, observed_at) select 1 + n % 2, n, '2024-01-01', 'message', '', 'i' || n, now() from generate_series(1, 10) n
            """);
        var pictures = new Pictures(database.DataSource);

        var first = await pictures.ReadAsync(1, null, 3, TestContext.Current.CancellationToken);
        var second = await pictures.ReadAsync(1, first[^1], 3, TestContext.Current.CancellationToken);
        var all = await pictures.ReadAsync(null, first[^1], 9, TestContext.Current.CancellationToken);

        Assert.Equal([10, 8, 6], first.Select(picture => picture.MessageId));
        Assert.Equal([4, 2], second.Select(picture => picture.MessageId));
        Assert.Equal([4, 2], all.Select(picture => picture.MessageId));
    }

    [Fact]
    public async Task AnEmptyChannelIsCompleteOnceItWasLookedAt()
    {
        await ExecuteAsync("insert into channels (source, address, title, top_message_id) values ('export', '/empty', 'Empty', 0)");
        var before = await ViewAsync();
        await ExecuteAsync("update channels set last_seen_at = now()");

        Assert.Equal(("waiting", "complete"), (before.State, (await ViewAsync()).State));
    }

    [Fact]
    public async Task APausedChannelHasNoNextLook()
    {
        await ExecuteAsync("insert into channels (source, address, title, next_due_at) values ('export', '/paused', 'Paused', now() + interval '1 hour')");
        var before = await ViewAsync();
        await ExecuteAsync("update channels set state = 'paused'");

        Assert.Equal((true, null), (before.NextLook is not null, (await ViewAsync()).NextLook));
    }

    async Task<ChannelView> ViewAsync()
    {
        var (progress, spans) = Assert.Single(await new Board(database.DataSource, new Progress(database.DataSource)).ReadAsync(TestContext.Current.CancellationToken));
        return new(progress, spans, 0, null);
    }

    Task<int> ExecuteAsync(string sql) => database.DataSource.ExecuteAsync(sql, null, TestContext.Current.CancellationToken);
}
