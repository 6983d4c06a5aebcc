namespace Collector.Cli.Tests;

public sealed class FirstRunTests(Scene scene) : IClassFixture<Scene>
{
    [Fact]
    public async Task WithNothingConfiguredTheSampleIsCollected()
    {
        var shell = scene.Shell();

        Assert.Equal(0, await shell.RunAsync());

        Assert.StartsWith("No channel is configured yet, so this collects the sample that comes with Collector.", shell.Out, StringComparison.Ordinal);
        Assert.Matches("[0-9]+ messages and [1-9][0-9]* images of 4 channels", shell.Out);
        Assert.Contains("Database: psql", shell.Out, StringComparison.Ordinal);
        var again = scene.Shell();
        Assert.Equal(0, await again.RunAsync("--once"));
        Assert.StartsWith("No channel is configured yet", again.Out, StringComparison.Ordinal);
    }
}
