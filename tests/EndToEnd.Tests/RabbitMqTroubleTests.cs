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
        await stack.SlowDownAsync();
        var services = new[] { "Collector", "Media", "Writer", "Scheduler" }.Select(service => stack.Start(service)).ToList();
        (await stack.CollectorAsync("channels", "add", stack.Export("news", new() { Messages = 6000, PictureEvery = 2 }))).Succeeded();

        await stack.SomethingIsStoredAsync();
        await server.KillAsync();
        await server.StartAsync();

        await stack.CompleteAsync();
        await stack.IsWholeAsync(messages: 6000, images: 3000);
        foreach (var service in services)
            Assert.Equal(0, await service.StopAsync());
    }
}
