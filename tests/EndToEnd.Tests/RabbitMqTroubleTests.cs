using Collector.Testing;

namespace Collector.EndToEnd.Tests;

public sealed class RabbitMqTroubleTests(PrivateRabbitMq server) : IClassFixture<PrivateRabbitMq>
{
    [Fact]
    public async Task ABrokerThatIsKilledInTheMiddleOnlyDelaysTheServices()
    {
        await using var broker = await server.OpenAsync();
        await using var stack = await Stack.NewAsync();
        stack.Use(broker);
        stack.Settings["WRITER_CONCURRENT_LIMIT"] = "1";
        stack.Settings["StuckAfter"] = "00:00:30";
        await stack.SlowDownAsync();
        // One that loses the broker while it declares its queue does not come back by itself: it ends, and is started again.
        await using var services = new Crew(stack, "Collector", "Media", "Writer", "Scheduler");
        (await stack.CollectorAsync("channels", "add", stack.Export("news", new() { Messages = 6000, PictureEvery = 2 }))).Succeeded();

        await stack.SomethingIsStoredAsync();
        await server.KillAsync();
        await server.StartAsync();

        await stack.CompleteAsync();
        await stack.IsWholeAsync(messages: 6000, images: 3000);
        await services.StopAsync();
    }
}
