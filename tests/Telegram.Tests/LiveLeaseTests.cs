using Collector.Testing;

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
