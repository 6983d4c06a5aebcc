using Collector.Dashboard.Live;
using Collector.Dashboard.Reading;
using Collector.Queries;
using Collector.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Collector.Dashboard.Tests;

public sealed class PulseTests
{
    [Theory]
    [InlineData(0.01, false, 1)]
    [InlineData(0.5, false, 5)]
    [InlineData(40, false, 15)]
    [InlineData(30, true, 1)]
    public void ALookThatWasHeldUpDoesNotBlindThePagesForLong(double look, bool failed, double pause) =>
        Assert.Equal(TimeSpan.FromSeconds(pause), Pulse.PauseAfter(TimeSpan.FromSeconds(look), TimeSpan.FromSeconds(1), failed));

    [Fact]
    public async Task PagesThatAreOpenedAtOnceAreAllDrawn()
    {
        const int Pages = 2000;
        await using var away = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1");
        using var pulse = new Pulse(new(away, new Progress(away)), new(away), new Accounts(away), TimeProvider.System, NullLogger<Pulse>.Instance);
        var drawn = new bool[Pages];

        Parallel.For(0, Pages, page => pulse.Changed += () => drawn[page] = true);
        await pulse.StartAsync(TestContext.Current.CancellationToken);

        await Eventually.TrueAsync(() => Task.FromResult(drawn.All(seen => seen)));
        await pulse.StopAsync(TestContext.Current.CancellationToken);
    }
}
