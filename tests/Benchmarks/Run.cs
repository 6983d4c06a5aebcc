using System.Diagnostics;
using Collector.Testing;

namespace Collector.Benchmarks;

/// <summary>One run of the built program as a user starts it, measured from outside.</summary>
/// <param name="Elapsed">From the start of the process to its end.</param>
/// <param name="Memory">The most that the process held.</param>
sealed record Run(TimeSpan Elapsed, ProcessMemory Memory)
{
    public static async Task<Run> OnceAsync(string export, string connectionString, IReadOnlyDictionary<string, string> transport)
    {
        using var data = new TemporaryFolder();
        var settings = new Dictionary<string, string>(transport)
        {
            ["ConnectionStrings__Postgres"] = connectionString,
            ["COLLECTOR_DATA"] = data.Path,
        };
        var watch = Stopwatch.StartNew();
        await using var process = ServiceProcess.Start("Cli", settings, "run", "--once", export);
        var peak = default(ProcessMemory);
        while (!process.HasExited)
        {
            peak = peak.Max(ProcessMemory.Of(process.Id));
            await Task.Delay(20);
        }

        var elapsed = watch.Elapsed;
        var code = await process.WaitForExitAsync(TimeSpan.FromMinutes(30));
        return code == 0 ? new(elapsed, peak) : throw new InvalidOperationException($"collector exited with {code}:\n{string.Join('\n', process.Lines.TakeLast(30))}");
    }
}
