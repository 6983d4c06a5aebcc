using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Collector.Testing;

namespace Collector.EndToEnd.Tests;

public sealed class HealthTests(PrivateRabbitMq broker, PrivatePostgres database) : IClassFixture<PrivateRabbitMq>, IClassFixture<PrivatePostgres>
{
    const string Live = "200 Healthy";
    const string Ready = "200 postgresql: Healthy\nrabbitmq: Healthy, Ready\n";

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task EveryServiceLivesAllTheTimeAndIsReadyWhileBrokerAndDatabaseAreThere()
    {
        await using var stack = await Stack.OnAsync(database);
        await using var host = await broker.OpenAsync();
        stack.Use(host);
        await broker.StopAsync();
        var ports = new[] { "Scheduler", "Collector", "Media", "Writer" }.Select(stack.StartListening).ToList();

        await AllAsync(ports, "live", Live);
        await AllAsync(ports, "ready", "503 postgresql: Healthy\nrabbitmq: Unhealthy");

        await broker.StartAsync();
        await AllAsync(ports, "ready", Ready);

        await broker.StopAsync();
        await AllAsync(ports, "ready", "503 ");
        await AllAsync(ports, "live", Live);
        await broker.StartAsync();
        await AllAsync(ports, "ready", Ready);

        await database.StopAsync();
        await AllAsync(ports, "ready", "503 postgresql: Unhealthy, PostgreSQL cannot be reached");
        await AllAsync(ports, "live", Live);
        await database.StartAsync();
        await AllAsync(ports, "ready", Ready);

        await stack.ExecuteAsync("delete from schema_versions");
        await AllAsync(ports, "ready", "503 postgresql: Unhealthy, the database has no schema of this version");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AServiceThatDoesNotComeBackAfterTheBrokerDidEndsToBeStartedAgain(bool cluster)
    {
        await using var stack = await Stack.OnAsync(database);
        await using var host = await broker.OpenAsync();
        stack.Use(host);
        stack.Settings["StuckAfter"] = "00:00:20";
        if (cluster)
        {
            stack.Settings["RabbitMq__ClusterNodes"] = $"127.0.0.1:1,{stack.Settings["RabbitMq__Host"]}:{stack.Settings["RabbitMq__Port"]}";
            stack.Settings["RabbitMq__Port"] = "1";
        }

        // As seen from the services: the broker answers, and their virtual host is not there.
        stack.Settings["RabbitMq__VHost"] = "gone";

        var writer = stack.Start("Writer");
        await writer.WaitForLineAsync("it ends, to be started again", Patience);
        Assert.Equal(1, await writer.WaitForExitAsync(Patience));
    }

    [Fact]
    public async Task AServiceWaitsForTheSchemaAsLongAsItTakes()
    {
        await using var stack = await Stack.OnAsync(database);
        await using var host = await broker.OpenAsync();
        stack.Use(host);
        stack.Settings["StuckAfter"] = "00:00:10";
        await stack.ExecuteAsync(@"delete from schema_versions where scriptname like '%.0018\_%'");
        var writer = stack.Start("Writer");
        var impatient = stack.Start("Media");

        await writer.WaitForLineAsync("Waiting: the database has no schema");
        var waiting = Stopwatch.StartNew();
        await impatient.WaitForLineAsync("Waiting: the database has no schema");
        Assert.Equal(0, await impatient.StopAsync());
        Assert.DoesNotContain(impatient.Lines, line => line.Contains("Stopped by an error", StringComparison.Ordinal));
        await Eventually.TrueAsync(() => writer.HasExited || waiting.Elapsed > TimeSpan.FromSeconds(20));

        (await stack.CollectorAsync("migrate")).Succeeded();
        await Eventually.TrueAsync(async () => writer.HasExited || await host.CountAsync("messages-collected") is not null, Patience);
        Assert.False(writer.HasExited, string.Join('\n', writer.Lines));
    }

    [Fact]
    public async Task APortThatIsTakenIsNamed()
    {
        await using var stack = await Stack.NewAsync();
        using var taken = new TcpListener(IPAddress.IPv6Any, 0);
        taken.Start();
        stack.Settings["HEALTH_PORT"] = $"{((IPEndPoint)taken.LocalEndpoint).Port}";

        (await Stack.EndAsync(stack.Start("Writer"))).Failed("address already in use", "HEALTH_PORT");
    }

    static async Task AllAsync(IEnumerable<int> ports, string what, string beginning)
    {
        using var http = new HttpClient();
        foreach (var port in ports)
            await Eventually.EqualAsync(
                beginning,
                async () => await AskAsync(http, port, what) is var answer && answer.StartsWith(beginning, StringComparison.Ordinal) ? beginning : answer,
                Patience);
    }

    static async Task<string> AskAsync(HttpClient http, int port, string what)
    {
        try
        {
            using var answer = await http.GetAsync($"http://127.0.0.1:{port}/health/{what}", TestContext.Current.CancellationToken);
            return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";
        }
        catch (HttpRequestException none)
        {
            return none.Message;
        }
    }
}
