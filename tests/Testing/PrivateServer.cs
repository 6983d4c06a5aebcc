using Xunit;

namespace Collector.Testing;

/// <summary>A server of one test's own, for tests that stop or kill it; on the same port after each start.</summary>
public abstract class PrivateServer(string kind) : IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory($"{kind}-").FullName;

    public async ValueTask InitializeAsync() => await StartAsync();

    public async Task StartAsync()
    {
        var lines = await Repository.RunScriptAsync("tests/server", kind, "start", folder);
        Started(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2)).ToDictionary(line => line[0], line => line[1]));
    }

    /// <summary>Ends it in good order.</summary>
    public Task StopAsync() => Repository.RunScriptAsync("tests/server", kind, "stop", folder);

    /// <summary>Ends it by SIGKILL.</summary>
    public Task KillAsync() => Repository.RunScriptAsync("tests/server", kind, "kill", folder);

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Repository.RunScriptAsync("tests/server", "remove", folder);
    }

    protected abstract void Started(IReadOnlyDictionary<string, string> settings);
}
