using Collector.Contracts;
using Collector.Testing;
using MassTransit;
using MassTransit.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Collector.Hosting.Tests;

public sealed class ImageBacklogTests
{
    const int Most = 10_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task InOneProcessThereIsRoomForSoManyRequestsOnly(bool ofAnAccount)
    {
        var gate = new SemaphoreSlim(0);
        var builder = Settings.CreateBuilder(["--Transport=memory"]);
        builder.AddMessaging();
        builder.Services.AddSingleton(gate).RegisterConsumer<Downloads>();
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var (bus, backlog) = (host.Services.GetRequiredService<IBus>(), host.Services.GetRequiredService<ImageBacklog>());
        var queue = await bus.GetSendEndpoint(new("exchange:downloads"));

        await RequestAsync(Most - 1);
        Assert.True(backlog.HasRoom);
        await RequestAsync(1);
        Assert.False(backlog.HasRoom);

        gate.Release(Most);
        await Eventually.TrueAsync(() => backlog.HasRoom);
        await host.StopAsync(TestContext.Current.CancellationToken);

        async Task RequestAsync(int count)
        {
            for (var number = 0; number < count; number++)
            {
                var image = new ImageRequested($"tg:{number}", new(1, "news", SourceNames.Telegram, "@news", 7), 1, null, null);
                await (ofAnAccount ? queue.Send(image) : bus.Publish(image));
            }
        }
    }

    sealed class Downloads(SemaphoreSlim gate) : IConsumer<ImageRequested>
    {
        public Task Consume(ConsumeContext<ImageRequested> context) => gate.WaitAsync(context.CancellationToken);
    }
}
