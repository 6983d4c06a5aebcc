using System.Text.RegularExpressions;

namespace Collector.Testing.Tests;

/// <summary>README's first command, as it is typed: built by itself, on a private server that is reached by a socket.</summary>
public sealed class FirstRunTests : PrivateDataTest
{
    // It builds what has changed.
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task TheSampleIsCollectedAndStaysCollected()
    {
        foreach (var time in new[] { "first", "second" })
        {
            await using var run = Run(Services);
            var exitCode = await run.WaitForExitAsync(Patience);

            Assert.True(exitCode == 0, string.Join('\n', run.Lines.Prepend($"The {time} time:")));
            Assert.Contains(run.Lines, line => Regex.IsMatch(line, "^299 messages and 32 images of 4 channels in "));
        }
    }

    [Fact]
    public async Task WhatItSaysOpensTheDashboard()
    {
        var services = Directory.CreateSymbolicLink(Path.Combine(Folder, "with a space"), Path.GetDirectoryName(Services)!).FullName;
        await using var sample = Run(Path.Combine(services, "run"));
        var said = await sample.WaitForLineAsync("To see them on a web page: ", Patience);
        var commands = said.Split(": ", 2)[1].Split(" && ");
        await using var add = Run("bash", "-c", commands[0]);
        Assert.Equal(0, await add.WaitForExitAsync());

        await using var run = Run("bash", "-c", $"exec {commands[1]}");

        var address = (await run.WaitForLineAsync("Dashboard: http://")).Split("Dashboard: ")[1];
        using var http = new HttpClient();
        Assert.Contains("sadovy_kalendar", await http.GetStringAsync($"{address}/api/channels", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(0, await run.StopAsync());
    }
}
