using System.Text;

namespace Collector.Testing.Tests;

public sealed class TestBrokerTests(TestBroker broker) : IClassFixture<TestBroker>
{
    [Fact]
    public async Task CountsAndTakesWhatWasPublished()
    {
        Assert.Null(await broker.CountAsync("letters"));
        await broker.DeclareAsync("letters");
        await broker.PublishAsync("", "letters", "hello");

        await Eventually.EqualAsync(1, () => broker.CountAsync("letters"));
        Assert.Equal(1, (await broker.QueuesAsync())["letters"]);
        var taken = await broker.TakeAsync("letters");
        Assert.Equal("hello", Encoding.UTF8.GetString(taken!.Body.Span));
        Assert.Null(await broker.TakeAsync("letters"));
    }

    [Fact]
    public async Task ComesBackAfterItsConnectionsWereCut()
    {
        await broker.DeclareAsync("cut");

        await Eventually.TrueAsync(async () => await broker.CloseConnectionsAsync() > 0);

        await Eventually.TrueAsync(async () => await broker.CloseConnectionsAsync() == 0);
        Assert.Equal(0, await broker.CountAsync("cut"));
    }
}
