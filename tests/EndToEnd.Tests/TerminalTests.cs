using System.Text.RegularExpressions;
using Collector.Testing;

namespace Collector.EndToEnd.Tests;

/// <summary>The command line on a terminal, which <c>script</c> is for it.</summary>
public sealed class TerminalTests
{
    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    public async Task WatchingDrawsOverItselfAndLeavesATable(int width)
    {
        await using var stack = await Stack.NewAsync();
        (await stack.CollectorAsync("--once", stack.Export("watched", new() { ChatId = 1, Messages = 30 }), stack.Export("another", new() { ChatId = 2, Messages = 20 }))).Succeeded();
        await using var terminal = ServiceProcess.StartProgram(
            "env",
            [
                .. stack.Settings.Select(setting => $"{setting.Key}={setting.Value}"), "TERM=xterm-256color",
                "script", "-qec", $"stty cols {width} rows 20; echo process $$; exec dotnet {Repository.Program("Cli")} status --watch", "/dev/null",
            ]);

        await Eventually.TrueAsync(() => terminal.Lines.Count(line => line.Contains("watched", StringComparison.Ordinal)) > 2);
        var id = (await terminal.WaitForLineAsync("process ")).Split(' ')[1].Trim();
        await using (ServiceProcess.StartProgram("kill", "-INT", id))
            Assert.Equal(0, await terminal.WaitForExitAsync());

        var drawn = string.Join('\n', terminal.Lines);
        var seen = Regex.Split(drawn, @"[\r\n]|\x1b\[\d+A").Select(line => Regex.Replace(line, @"\x1b\[[?0-9;]*[A-Za-z]", "").TrimEnd()).ToList();
        Assert.Matches(@"\x1b\[\d+A", drawn);
        Assert.Contains(seen, line => Regex.IsMatch(line, @"^watched +━+ +100 % +(36/36 +)?30"));
        Assert.Contains(seen, line => Regex.IsMatch(line, @"^2( of |/)2"));
        Assert.Contains(seen, line => Regex.IsMatch(line, @"^ *another +20 +(0 +)?100 % +complete$"));
        Assert.All(seen, line => Assert.True(line.Length <= width, line));
    }
}
