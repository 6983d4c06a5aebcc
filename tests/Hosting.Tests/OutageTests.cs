using Collector.Database;
using Collector.Testing;
using MassTransit;
using MassTransit.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Collector.Hosting.Tests;

public sealed class OutageTests
{
    [Theory]
    [InlineData("memory")]
    [InlineData("rabbitmq")]
    public async Task AMessageThatWaitedTooLongForPostgresIsConsumedLaterAndIsNoDeadLetter(string transport)
    {
        await using var broker = new TestBroker();
        await broker.InitializeAsync();
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        foreach (var (setting, value) in broker.Settings)
            builder.Configuration[setting.Replace("__", ":", StringComparison.Ordinal)] = value;
        builder.Configuration["Transport"] = transport;
        builder.AddMessaging();
        builder.Services.AddSingleton<Counter>();
        builder.Services.RegisterConsumer<Patient>();
        builder.Services.RegisterConsumer<Faulted>();
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var counter = host.Services.GetRequiredService<Counter>();

        await host.Services.GetRequiredService<IBus>().Publish(new Errand(6), TestContext.Current.CancellationToken);

        await Eventually.TrueAsync(() => counter.Tries == 7);
        await host.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, counter.Faults);
        Assert.DoesNotContain(await broker.QueuesAsync(), queue => queue.Value > 0);
    }

    internal sealed record Errand(int Outages);

    sealed class Counter
    {
        public int Tries { get; set; }

        public int Faults { get; set; }
    }

    sealed class Patient(Counter counter) : IConsumer<Errand>
    {
        public Task Consume(ConsumeContext<Errand> context) =>
            counter.Tries++ < context.Message.Outages ? throw new DatabaseAwayException(new NpgsqlException("The disk is full.")) : Task.CompletedTask;
    }

    sealed class Faulted(Counter counter) : IConsumer<Fault<Errand>>
    {
        public Task Consume(ConsumeContext<Fault<Errand>> context)
        {
            counter.Faults++;
            return Task.CompletedTask;
        }
    }
}
