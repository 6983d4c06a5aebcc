using Collector.Testing;

namespace Collector.EndToEnd.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public async Task HelpNeedsNoServer()
    {
        await using var collector = ServiceProcess.Start("Cli", new Dictionary<string, string>(), "--help");

        Assert.Equal(0, await collector.WaitForExitAsync());
    }
}
