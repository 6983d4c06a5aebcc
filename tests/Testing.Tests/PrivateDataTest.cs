namespace Collector.Testing.Tests;

/// <summary>A test of services/run with a data folder of its own, and so with a private server.</summary>
public abstract class PrivateDataTest : IAsyncLifetime
{
    protected string Folder { get; } = Directory.CreateTempSubdirectory("data-").FullName;

    protected static string Services { get; } = Path.Combine(Repository.Root, "services", "run");

    public async ValueTask InitializeAsync()
    {
        // PostgreSQL's user must be able to pass through it.
        await using var chmod = ServiceProcess.StartProgram("chmod", "711", Folder);
        Assert.Equal(0, await chmod.WaitForExitAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await Repository.RunScriptAsync("tests/server", "remove", Folder);
        GC.SuppressFinalize(this);
    }

    protected ServiceProcess Run(params string[] command) =>
        ServiceProcess.StartProgram("env", ["ConnectionStrings__Postgres=", $"COLLECTOR_DATA={Folder}", "DASHBOARD_PORT=0", .. command]);
}
