namespace Collector.Testing.Tests;

/// <summary>services/run reads .env beside it, as Compose does.</summary>
public sealed class EnvFileTests : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("env-").FullName;

    public EnvFileTests()
    {
        var services = Directory.CreateDirectory(Path.Combine(root, "services")).FullName;
        foreach (var script in new[] { "run", "postgres.sh", "debian.sh" })
            File.Copy(Path.Combine(Repository.Root, "services", script), Path.Combine(services, script));
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory]
    [InlineData("COLLECTOR_DATA={0}/a b;$(c)", "a b;$(c)")]
    [InlineData("COLLECTOR_DATA=\"{0}/quoted\"", "quoted")]
    [InlineData("# COLLECTOR_DATA={0}/no\n\nCOLLECTOR_DATA='{0}/last line'", "last line")]
    [InlineData("  export COLLECTOR_DATA='{0}/it is # 1'   # the 'first'", "it is # 1")]
    [InlineData("COLLECTOR_DATA={0}/no-#1 # a comment", "no-#1")]
    [InlineData("COLLECTOR_DATA={0}/from-file", "from-environment", "from-environment")]
    public async Task WhatItSaysCountsUnlessTheEnvironmentSaysOtherwise(string file, string folder, string? environment = null)
    {
        await File.WriteAllTextAsync(Path.Combine(root, ".env"), file.Replace("{0}", root, StringComparison.Ordinal), TestContext.Current.CancellationToken);
        string[] settings = environment is null ? ["-u", "COLLECTOR_DATA"] : [$"COLLECTOR_DATA={root}/{environment}"];

        await using var run = ServiceProcess.StartProgram("env", [.. settings, "ConnectionStrings__Postgres=", Path.Combine(root, "services", "run"), "stop"]);

        Assert.Equal(0, await run.WaitForExitAsync());
        Assert.Equal([$"No PostgreSQL server of {root}/{folder} runs."], run.Lines);
    }
}
