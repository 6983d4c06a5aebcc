using System.Diagnostics;

namespace Collector.Testing;

/// <summary>Where this working copy keeps things.</summary>
public static class Repository
{
    /// <summary>The top folder, found from the running tests upwards.</summary>
    public static string Root { get; } = Above(AppContext.BaseDirectory);

    // .artifacts/bin/PROJECT/CONFIGURATION/
    static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Name;

    /// <summary>The built program of a service, of the configuration that the tests run in.</summary>
    public static string Program(string service)
    {
        var assembly = service == "Cli" ? "collector" : $"Collector.{service}";
        return Path.Combine(Root, ".artifacts", "bin", service, Configuration, $"{assembly}.dll");
    }

    /// <summary>Runs one of the repository's scripts to its end.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message says what it said.</exception>
    public static async Task<string> RunScriptAsync(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Root, script), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{script} {string.Join(' ', arguments)} failed: {output}{await errors}");
    }

    static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "Collector.Services.sln")) ? folder : Above(Directory.GetParent(folder)!.FullName);
}
