using Collector.Testing;

namespace Collector.Cli.Tests;

public sealed class FirstRunTests(Scene scene) : IClassFixture<Scene>
{
    [Fact]
    public async Task WithNothingConfiguredTheSampleIsCollectedUntilItIsStopped()
    {
        var shell = scene.Shell();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var run = shell.RunAsync(stop.Token);

        await Eventually.TrueAsync(async () => run.IsCompleted || await scene.QueryAsync<int>("select count(*) from images where state = 'stored'") > 10);
        Assert.False(run.IsCompleted, shell.Error);
        await stop.CancelAsync();

        Assert.Equal(0, await run);
        Assert.StartsWith("No channel is configured yet, so this collects the sample that comes with Collector.", shell.Out, StringComparison.Ordinal);
        Assert.Contains("Database: psql", shell.Out, StringComparison.Ordinal);
        var again = scene.Shell();
        Assert.Equal(0, await again.RunAsync("--once"));
        Assert.DoesNotContain("sample", again.Out, StringComparison.Ordinal);
        Assert.Contains("of 4 channels", again.Out, StringComparison.Ordinal);
    }
}
