using System.Net;
using System.Net.Sockets;

namespace Collector.Telegram.Tests;

public sealed class Socks5Tests : IAsyncLifetime
{
    LoginScene scene = null!;

    public async ValueTask InitializeAsync() => scene = await LoginScene.StartAsync();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Theory]
    [InlineData(null, null, "")]
    [InlineData("ann", "secret", "ann:secret@")]
    [InlineData("an:n", "se@cret: ß", "an%3An:se%40cret%3A%20%C3%9F@")]
    public async Task EveryConnectionGoesThroughTheProxy(string? name, string? password, string login)
    {
        using var proxy = new Socks5Server { Login = name is null ? null : (name, password!) };
        scene.UseProxy($"socks5://{login}127.0.0.1:{proxy.Port}");

        await scene.LogInAsync(scene.World.AddAccount("1"));

        Assert.Contains(scene.Server.Address.Split('>')[1], proxy.Targets);
    }

    [Fact]
    public async Task AWrongPasswordIsSaid()
    {
        using var proxy = new Socks5Server { Login = ("ann", "secret") };

        await RefusedAsync($"socks5://ann:wrong@127.0.0.1:{proxy.Port}", "The proxy 127.0.0.1 refuses the name and password in TELEGRAM_PROXY");
    }

    [Fact]
    public async Task AMissingPasswordIsSaid()
    {
        using var proxy = new Socks5Server { Login = ("ann", "secret") };

        await RefusedAsync($"socks5://127.0.0.1:{proxy.Port}", "The proxy 127.0.0.1 wants a name and a password: set TELEGRAM_PROXY accordingly");
    }

    [Fact]
    public async Task AProxyThatMayNotConnectIsSaid()
    {
        using var proxy = new Socks5Server { Refusal = 2 };

        await RefusedAsync($"socks5://127.0.0.1:{proxy.Port}", "The proxy 127.0.0.1 could not connect to Telegram (SOCKS5 reply 2)");
    }

    [Fact]
    public async Task AProxyThatIsNotThereIsSaid()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();

        await RefusedAsync($"socks5://127.0.0.1:{port}", $"The proxy 127.0.0.1 cannot be reached: Connection refused");
    }

    async Task RefusedAsync(string address, string why)
    {
        scene.UseProxy(address);

        Assert.StartsWith($"Telegram cannot be reached: {why}", await scene.RefusedAsync(new(scene.World.AddAccount("1"))), StringComparison.Ordinal);
    }
}
