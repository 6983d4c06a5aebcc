using Collector.Testing;
using Npgsql;

namespace Collector.EndToEnd.Tests;

public sealed class PostgresTroubleTests(PrivatePostgres server) : IClassFixture<PrivatePostgres>
{
    [Fact]
    public async Task AServerThatIsAwayEndsTheRunWithOneLine()
    {
        await using var stack = new Stack(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Port = 1 }.ConnectionString);

        var run = await stack.CollectorAsync("--once");

        run.Failed("PostgreSQL cannot be reached", "ConnectionStrings__Postgres");
        Assert.DoesNotContain("   at ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServerThatStartsLateIsWaitedFor()
    {
        await using var stack = await Stack.OnAsync(server);
        var export = stack.Export("news", new() { Messages = 600, PictureEvery = 100 });
        await server.StopAsync();

        var run = stack.StartCollector("--once", export);
        await run.WaitForLineAsync("for PostgreSQL");
        await server.StartAsync();

        (await Stack.EndAsync(run)).Succeeded();
        await stack.IsWholeAsync(messages: 600, images: 6);
    }

    [Fact]
    public async Task AServerThatIsKilledInTheMiddleOnlyDelaysTheRun()
    {
        await using var stack = await Stack.OnAsync(server);
        await stack.SlowDownAsync();
        stack.Settings["WRITER_CONCURRENT_LIMIT"] = "1";
        var news = stack.Export("news", new() { ChatId = 1, Messages = 8000, PictureEvery = 100 });
        var run = stack.StartCollector("--once", news, stack.Export("more", new() { ChatId = 2, Messages = 2000 }));

        await stack.SomethingIsStoredAsync();
        await server.KillAsync();
        // Longer than the retries of a message.
        await run.WaitForLineAsync("PostgreSQL is away, trying again in 00:00:08");
        await server.StartAsync();

        (await Stack.EndAsync(run)).Succeeded();
        await stack.IsWholeAsync(messages: 10_000, images: 80);
    }

    [Fact]
    public async Task AWrongPasswordIsSaidOfTheSettingAndNotShown()
    {
        await using var stack = await Stack.OnAsync(server);
        await RequirePasswordAsync(stack, "guarded");
        stack.Settings["ConnectionStrings__Postgres"] = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Username = "guarded", Password = "secret-mistake" }.ConnectionString;

        var run = await stack.CollectorAsync("--once");

        run.Failed("refuses the login", "ConnectionStrings__Postgres");
        Assert.DoesNotContain("secret-mistake", run.Output, StringComparison.Ordinal);
    }

    // The server trusts everybody; from now on not this one.
    static async Task RequirePasswordAsync(Stack stack, string user)
    {
        await stack.ExecuteAsync($"create role {user} login password 'right'");
        var file = await stack.ReadAsync<string>("show hba_file");
        await stack.ExecuteAsync($"""
            copy (values ('host all {user} 127.0.0.1/32 scram-sha-256'), ('host all all 127.0.0.1/32 trust'), ('local all all trust')) to '{file}';
            select pg_reload_conf()
            """);
    }
}
