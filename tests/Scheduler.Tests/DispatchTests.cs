using Collector.Contracts;
using Collector.Testing;
using MassTransit;

namespace Collector.Scheduler.Tests;

public sealed class DispatchTests
{
    [Fact]
    public async Task AnAccountWhoseQueueDoesNotExistYetHoldsUpNobodyAndIsTriedAgain()
    {
        await using var broker = new TestBroker();
        await broker.InitializeAsync();
        await using var scene = new Scene { Broker = broker };
        await scene.InitializeAsync();
        var (ready, late) = (await scene.AccountAsync(limit: 1), await scene.AccountAsync(limit: 1));
        await broker.ListenAsync($"collect-channel-account-{ready}");
        await scene.ReachAsync(late, await scene.LiveChannelAsync("ready", 1_000, ready), "private");
        await scene.LiveChannelAsync("late", 1_000, late);
        const string sent = "select account_id from ranges where sent_at is not null order by 1";

        await scene.Reconciler.TickAsync(default);

        Assert.Equal([ready], await scene.QueryAsync<int>(sent));
        Assert.Equal(1, await broker.CountAsync($"collect-channel-account-{ready}"));
        Assert.Equal([$"Nobody listens at collect-channel-account-{late} yet; its commands wait"], scene.Waits);

        await broker.ListenAsync($"collect-channel-account-{late}");
        await scene.ExecuteAsync("update ranges set not_before = now()");
        await scene.Reconciler.TickAsync(default);

        Assert.Equal([ready, late], await scene.QueryAsync<int>(sent));
        Assert.Equal(1, await broker.CountAsync($"collect-channel-account-{late}"));
    }

    [Fact]
    public async Task ACommandThatComesBackWhileItIsBeingSentIsSentAgain()
    {
        await using var scene = new Scene();
        await scene.InitializeAsync();
        await scene.ChannelAsync("returned", 400);
        using var connected = scene.Bus.Bus.ConnectSendObserver(new Returns(scene.Outstanding));

        await scene.Reconciler.TickAsync(default);
        Assert.Equal([(2, true)], await scene.QueryAsync<(int, bool)>("select round, sent_at is null from ranges"));

        await scene.Reconciler.TickAsync(default);
        Assert.Equal([(2, false)], await scene.QueryAsync<(int, bool)>("select round, sent_at is null from ranges"));
    }

    /// <summary>A collector that stops at once hands back what it was given first.</summary>
    sealed class Returns(Outstanding outstanding) : ISendObserver
    {
        public Task PreSend<T>(SendContext<T> context)
            where T : class => Task.CompletedTask;

        public Task PostSend<T>(SendContext<T> context)
            where T : class => context.Message is CollectChannel { Round: 1 } command
                ? outstanding.ReleasedAsync(new(command.RangeId, command.Round, ReleaseReason.ShuttingDown), default)
                : Task.CompletedTask;

        public Task SendFault<T>(SendContext<T> context, Exception exception)
            where T : class => Task.CompletedTask;
    }
}
