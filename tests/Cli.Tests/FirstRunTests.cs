namespace Collector.Cli.Tests;

public sealed class FirstRunTests(Scene scene) : IClassFixture<Scene>
{
    [Fact]
    public async Task TheSampleIsCollectedUntilSomethingIsConfigured()
    {
        var shell = scene.Shell();

        Assert.Equal(0, await shell.RunAsync());

        Assert.StartsWith("No channel is configured yet, so this collects the sample that comes with Collector.", shell.Out, StringComparison.Ordinal);
        Assert.Matches("[0-9]+ messages and [1-9][0-9]* images of 4 channels", shell.Out);
        Assert.Contains("Database: psql", shell.Out, StringComparison.Ordinal);
        Assert.EndsWith($"To see them on a web page: collector channels add {Path.Combine(AppContext.BaseDirectory, "sample")}/*/ && collector\n", shell.Out, StringComparison.Ordinal);
        var again = scene.Shell();
        Assert.Equal(0, await again.RunAsync("--once"));
        Assert.StartsWith("No channel is configured yet", again.Out, StringComparison.Ordinal);

        Assert.Equal(0, await scene.Shell().RunAsync("channels", "add", Path.Combine(AppContext.BaseDirectory, "sample", "sadovy_kalendar")));
        var configured = scene.Shell();
        Assert.Equal(0, await configured.RunAsync("--once"));
        Assert.DoesNotContain("No channel is configured yet", configured.Out, StringComparison.Ordinal);
    }
}
