using Collector.Testing;

namespace Collector.Cli.Tests;

/// <summary>What may happen to anybody is said in one line.</summary>
public sealed class TroubleTests(Scene scene) : IClassFixture<Scene>
{
    [Theory]
    [InlineData("status")]
    [InlineData("status --watch")]
    [InlineData("export news -o never.csv")]
    public async Task AnInterruptWhilePostgresqlIsAwayEndsTheWait(string line)
    {
        var shell = new TestShell(new Dictionary<string, string?> { ["ConnectionStrings:Postgres"] = "Host=127.0.0.1;Port=1;Username=nobody" });
        using var interrupt = new CancellationTokenSource();
        var running = shell.RunAsync(interrupt.Token, line.Split(' '));
        await Eventually.TrueAsync(() => shell.Error.EndsWith('\n'));

        await interrupt.CancelAsync();

        Assert.Equal(1, await running);
        Assert.Equal(["Waiting up to 30 s for PostgreSQL", "Interrupted."], shell.Error.TrimEnd().Split('\n').Select(said => said.Split(':')[0].TrimEnd()));
    }

    [Theory]
    [InlineData("status")]
    [InlineData("status --json")]
    [InlineData("channels list")]
    [InlineData("--help")]
    public async Task AFullDiskOfTheOutputIsSaid(string line)
    {
        var shell = scene.Shell(FullDisk());

        Assert.Equal(1, await shell.RunAsync(line.Split(' ')));
        Assert.Matches(@"^Stopped: No space left on device[^\n]*$", shell.Error.TrimEnd());
    }

    [Fact]
    public async Task AWrongSettingIsAllThatIsSaid()
    {
        var settings = scene.Settings.Append(new("NOTIFY_URL", "ftp://nowhere")).Where(setting => setting.Key != "LOG_FILE").ToDictionary();
        await using var run = ServiceProcess.Start("Cli", settings, "--once", scene.Export("news", new() { ChatId = 501, Messages = 1 }));

        Assert.Equal(1, await run.WaitForExitAsync());
        Assert.Equal(["Reading 1 export …", "NOTIFY_URL must be an address that begins with https:// or http://."], run.Lines);
    }

    [Theory]
    [InlineData("--help", 1)]
    [InlineData("--hlp", 2)]
    public async Task TheExitCodeIsTheSameWhenNobodyCanBeTold(string line, int expected) =>
        Assert.Equal(expected, await new TestShell(output: FullDisk(), error: FullDisk()).RunAsync(line));

    static StreamWriter FullDisk() => new(new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0)) { AutoFlush = true };
}
