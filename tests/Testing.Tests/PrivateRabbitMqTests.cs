using System.Text;

namespace Collector.Testing.Tests;

public sealed class PrivateRabbitMqTests(PrivateRabbitMq server) : IClassFixture<PrivateRabbitMq>
{
    [Fact]
    public async Task KeepsItsMessagesWhenStoppedAndAnswersAgainWhenKilled()
    {
        await server.KillAsync();
        await server.StartAsync();
        await using var broker = await server.OpenAsync();
        await broker.DeclareAsync("kept");
        await broker.PublishAsync("", "kept", "hello");

        await server.StopAsync();
        await server.StartAsync();

        var taken = await broker.TakeAsync("kept");
        Assert.Equal("hello", Encoding.UTF8.GetString(taken!.Body.Span));
    }
}
