using Collector.Testing;
using Npgsql;

namespace Collector.EndToEnd.Tests;

public sealed class SecretsTests
{
    static readonly string[] Secrets = ["Postgres-s3cret-71", "Broker-s3cret-42"];

    [Fact]
    public async Task NoServiceLogsAPasswordWhateverItsLevelAndWhateverFails()
    {
        await using var stack = await Stack.NewAsync();
        await using var broker = new TestBroker();
        await broker.InitializeAsync();
        foreach (var (name, value) in await broker.AddUserAsync(Secrets[1]))
            stack.Settings[name] = value;
        stack.Settings["ConnectionStrings__Postgres"] += $";Password={Secrets[0]}";
        stack.Settings["LOG_LEVEL"] = "Verbose";
        foreach (var source in new[] { "Microsoft", "MassTransit", "Npgsql", "Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.Extensions.Diagnostics.HealthChecks" })
            stack.Settings[$"Serilog__MinimumLevel__Override__{source}"] = "Verbose";
        var services = new[] { "Collector", "Media", "Writer", "Scheduler" }.Select(service => stack.Start(service)).ToList();
        (await stack.CollectorAsync("channels", "add", stack.Export("news", new() { Messages = 300, PictureEvery = 50 }))).Succeeded();
        await stack.CompleteAsync();

        // What cannot log in, or finds nobody, says so.
        stack.Settings["RabbitMq__User"] = "nobody";
        var refused = stack.Start("Writer");
        await refused.WaitForLineAsync("ACCESS_REFUSED");
        stack.Settings["ConnectionStrings__Postgres"] = new NpgsqlConnectionStringBuilder(stack.Settings["ConnectionStrings__Postgres"]) { Port = 1 }.ConnectionString;
        var lost = stack.Start("Scheduler");
        await lost.WaitForLineAsync("cannot be reached");
        stack.Settings["ConnectionStrings__Postgres"] += ";Nonsense=1";
        var malformed = stack.StartCollector("status");
        await malformed.WaitForLineAsync("malformed");
        var letters = stack.StartCollector("dead-letters", "list");
        await letters.WaitForExitAsync();
        foreach (var service in services)
            Assert.Equal(0, await service.StopAsync());

        var lines = new[] { refused, lost, malformed, letters }.Concat(services).SelectMany(service => service.Lines).ToList();
        Assert.Contains(lines, line => line.Contains(" DBG ", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => Secrets.Any(secret => line.Contains(secret, StringComparison.Ordinal)));
    }
}
