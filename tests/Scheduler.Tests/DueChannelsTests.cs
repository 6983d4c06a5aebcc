using Collector.Contracts;
using Collector.Testing;

namespace Collector.Scheduler.Tests;

public sealed class DueChannelsTests : IAsyncLifetime
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly Scene scene = new();

    public ValueTask InitializeAsync() => scene.InitializeAsync();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task WhatIsDueWakesTheScheduler()
    {
        await WokenAsync();
        var channel = await scene.Channels.AddAsync(new(SourceNames.Export, "/news", "news", "News", "channel", null, null), default);
        await WokenAsync();

        await scene.ExecuteAsync("update channels set state = 'paused' where id = @Id", new { channel.Id });
        await scene.ExecuteAsync("update channels set state = 'active' where id = @Id", new { channel.Id });
        await WokenAsync();

        await scene.ExecuteAsync("update channels set next_due_at = null where id = @Id", new { channel.Id });
        await scene.ExecuteAsync("update channels set next_due_at = now() where id = @Id", new { channel.Id });
        await WokenAsync();
    }

    [Fact]
    public async Task ItListensAgainAfterItsConnectionWasCut()
    {
        await WokenAsync();
        await scene.QueryAsync<bool>("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query = 'listen channels_due'");
        // It may have missed something.
        await WokenAsync();

        await scene.Channels.AddAsync(new(SourceNames.Export, "/news", "news", "News", "channel", null, null), default);
        await WokenAsync();
    }

    Task WokenAsync() => scene.Wake.WaitAsync(Timeout.InfiniteTimeSpan, default).WaitAsync(Patience);
}
