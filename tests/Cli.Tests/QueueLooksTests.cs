using Collector.Queueing;
using Collector.Testing;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace Collector.Cli.Tests;

public sealed class QueueLooksTests : IAsyncLifetime
{
    readonly TestBroker broker = new();

    public ValueTask InitializeAsync() => broker.InitializeAsync();

    public ValueTask DisposeAsync() => broker.DisposeAsync();

    [Fact]
    public async Task AQueueThatHasBeenMissingForAWhileIsAskedForAfterAnother()
    {
        var settings = broker.Settings.ToDictionary(setting => setting.Key.Replace("__", ":", StringComparison.Ordinal), setting => (string?)setting.Value);
        var options = new ConfigurationBuilder().AddInMemoryCollection(settings).Build().GetSection("RabbitMq").Get<RabbitMqTransportOptions>()!;
        await using var connection = await BrokerConnection.OpenAsync(options, new(), "test", TestContext.Current.CancellationToken);
        var time = new FakeTimeProvider();
        var looks = new QueueLooks(time);
        Assert.Empty(await LookAsync());
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Empty(await LookAsync());
        await broker.DeclareAsync("late");

        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Empty(await LookAsync());
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["late"], await LookAsync());
        Assert.Equal(["late"], await LookAsync());

        async Task<IEnumerable<string>> LookAsync() => (await looks.ReadAsync(connection, ["late"], TestContext.Current.CancellationToken)).Select(queue => queue.Name);
    }
}
