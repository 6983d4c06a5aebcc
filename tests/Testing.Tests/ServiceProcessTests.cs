namespace Collector.Testing.Tests;

public sealed class ServiceProcessTests
{
    [Fact]
    public async Task StopsByTheSignalThatTheProgramCanAnswer()
    {
        await using var process = Shell("trap 'echo bye; exit 3' TERM; echo ready; while :; do sleep 0.1; done");

        Assert.Equal("ready", await process.WaitForLineAsync("read"));
        Assert.Equal(3, await process.StopAsync());
        Assert.Equal("bye", await process.WaitForLineAsync("bye"));
    }

    [Fact]
    public async Task KillsEvenAPausedProgram()
    {
        await using var process = Shell("trap '' TERM; echo ready; while :; do sleep 0.1; done");
        await process.WaitForLineAsync("ready");

        process.Pause();
        Assert.Equal(137, await process.KillAsync());
    }

    [Fact]
    public async Task ShowsTheOutputWhenALineDoesNotCome()
    {
        await using var process = Shell("echo no >&2");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => process.WaitForLineAsync("yes"));

        Assert.EndsWith("no", failure.Message, StringComparison.Ordinal);
    }

    static ServiceProcess Shell(string script) => ServiceProcess.StartProgram("/bin/sh", "-c", script);
}
