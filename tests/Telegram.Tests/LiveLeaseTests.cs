using Collector.Testing;
using Npgsql;

namespace Collector.Telegram.Tests;

/// <summary>One session and two processes that want it: Telegram never sees it in two places.</summary>
public sealed class LiveLeaseTests
{
    const string Waits = "every session of Telegram is in use by another process";
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task ASpareProcessWaitsAndTakesOverFromOneThatWasKilled()
    {
        await using var scene = await SceneAsync();
        var (holder, spare) = await TwoAsync(scene);

        await holder.KillAsync();

        await spare.WaitForLineAsync("is connected to Telegram", Patience);
        Assert.Empty(scene.Server.KeyConflicts);
    }

    [Fact]
    public async Task ASpareProcessTakesOverAtOnceFromOneThatEnds()
    {
        await using var scene = await SceneAsync();
        var (holder, spare) = await TwoAsync(scene);

        Assert.Equal(0, await holder.StopAsync());

        await spare.WaitForLineAsync("is connected to Telegram", Patience);
        Assert.Empty(scene.Server.KeyConflicts);
    }

    [Fact]
    public async Task AProcessThatWasStoppedForLongerThanItsLeaseNeverUsesTheSessionAgain()
    {
        await using var scene = await SceneAsync();
        var (holder, spare) = await TwoAsync(scene);

        holder.Pause();
        await spare.WaitForLineAsync("is connected to Telegram", Patience);
        holder.Resume();

        await holder.WaitForLineAsync(Waits, Patience);
        Assert.Empty(scene.Server.KeyConflicts);
    }

    [Fact]
    public async Task AMediaServiceLeavesTheOnlySessionToTheCollector()
    {
        await using var scene = await SceneAsync();
        var media = scene.Stack.Start("Media");
        await media.WaitForLineAsync("the sessions of Telegram belong to those who read channels", Patience);

        await scene.Stack.Start("Collector").WaitForLineAsync("is connected to Telegram", Patience);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AProcessThatIsCutOffFromPostgresLeavesTelegramBeforeAnotherMayCome(bool silently)
    {
        await using var scene = await SceneAsync();
        var direct = scene.Stack.Settings["ConnectionStrings__Postgres"];
        var server = new NpgsqlConnectionStringBuilder(direct);
        using var relay = new Relay(server.Host!, server.Port);
        scene.Stack.Settings["ConnectionStrings__Postgres"] = new NpgsqlConnectionStringBuilder(direct) { Host = "127.0.0.1", Port = relay.Port }.ConnectionString;
        var holder = scene.Stack.Start("Collector");
        await holder.WaitForLineAsync("is connected to Telegram", Patience);
        scene.Stack.Settings["ConnectionStrings__Postgres"] = direct;
        var spare = scene.Stack.Start("Collector");
        await spare.WaitForLineAsync(Waits, Patience);
        var held = await scene.Stack.ReadAsync<Guid>("select lease_holder from sessions");

        relay.Cut(silently);

        await Eventually.TrueAsync(() => scene.Server.Connections == 0, Patience);
        Assert.Equal(held, await scene.Stack.ReadAsync<Guid>("select lease_holder from sessions where lease_until > clock_timestamp()"));
        await spare.WaitForLineAsync("is connected to Telegram", Patience);
        relay.Restore();
        await holder.WaitForLineAsync(Waits, Patience);
        Assert.Empty(scene.Server.KeyConflicts);
    }

    static async Task<LiveScene> SceneAsync()
    {
        var scene = await LiveScene.NewAsync();
        await scene.Stack.UseRabbitMqAsync();
        scene.Stack.Settings["Lease__Length"] = "00:00:20";
        scene.Stack.Settings["Lease__Margin"] = "00:00:08";
        await scene.LoggedInAsync("491701");
        return scene;
    }

    static async Task<(ServiceProcess Holder, ServiceProcess Spare)> TwoAsync(LiveScene scene)
    {
        var holder = scene.Stack.Start("Collector");
        await holder.WaitForLineAsync("is connected to Telegram", Patience);
        var spare = scene.Stack.Start("Collector");
        await spare.WaitForLineAsync(Waits, Patience);
        return (holder, spare);
    }
}
