using Collector.Telegram.Clients;
using Collector.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Collector.Telegram.Tests;

public sealed class LoginSilenceTests
{
    [Fact]
    public async Task AServerThatSaysNothingIsNotWaitedForForEver()
    {
        var clock = new FakeTimeProvider();
        await using var scene = await LoginScene.StartAsync();
        scene.Time = clock;
        using var stall = scene.Server.Faults.Stall();
        var login = scene.RefusedAsync(new(scene.World.AddAccount("1")));

        await Eventually.TrueAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(20));
            return login.IsCompleted;
        });

        Assert.StartsWith("Telegram cannot be reached: it has not answered for 60 s.", await login, StringComparison.Ordinal);
    }

    [Fact]
    public void AConnectionThatWasGivenUpIsNamedInWords() =>
        Assert.Equal(
            ["no server of it answers", "Connection refused"],
            new Exception[] { new TaskCanceledException(), new IOException("Connection refused.") }.Select(Refusals.Reason));
}
