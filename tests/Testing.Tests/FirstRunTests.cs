using System.Text.RegularExpressions;

namespace Collector.Testing.Tests;

/// <summary>README's first command, as it is typed: built by itself, on a private server that is reached by a socket.</summary>
public sealed class FirstRunTests : IAsyncLifetime
{
    // It builds what has changed.
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    readonly string folder = Directory.CreateTempSubdirectory("first-").FullName;

    public async ValueTask InitializeAsync()
    {
        // PostgreSQL's user must be able to pass through it.
        await using var chmod = ServiceProcess.StartProgram("chmod", "711", folder);
        Assert.Equal(0, await chmod.WaitForExitAsync());
    }

    public async ValueTask DisposeAsync() => await Repository.RunScriptAsync("tests/server", "remove", folder);

    [Fact]
    public async Task TheSampleIsCollectedAndStaysCollected()
    {
        foreach (var time in new[] { "first", "second" })
        {
            await using var run = Run();
            var exitCode = await run.WaitForExitAsync(Patience);

            Assert.True(exitCode == 0, string.Join('\n', run.Lines.Prepend($"The {time} time:")));
            Assert.Contains(run.Lines, line => Regex.IsMatch(line, "^299 messages and 32 images of 4 channels in "));
        }
    }

    ServiceProcess Run() => ServiceProcess.StartProgram("env", "-u", "ConnectionStrings__Postgres", $"COLLECTOR_DATA={folder}", Path.Combine(Repository.Root, "services", "run"));
}
