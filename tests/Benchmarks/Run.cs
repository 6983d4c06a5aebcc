using System.Diagnostics;
using System.Globalization;
using Collector.Testing;

namespace Collector.Benchmarks;

/// <summary>One run of the built program as a user starts it, measured from outside.</summary>
/// <param name="Elapsed">From the start of the process to its end.</param>
/// <param name="PeakBytes">The most memory that the process held.</param>
sealed record Run(TimeSpan Elapsed, long PeakBytes)
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
        var peak = 0L;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, PeakOf(process.Id));
            await Task.Delay(20);
        }

        var elapsed = watch.Elapsed;
        var code = await process.WaitForExitAsync(TimeSpan.FromMinutes(30));
        return code == 0 ? new(elapsed, peak) : throw new InvalidOperationException($"collector exited with {code}:\n{string.Join('\n', process.Lines.TakeLast(30))}");
    }

    /// <returns>Bytes; 0 for a process that has ended.</returns>
    public static long PeakOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            // It ended between two looks.
            return 0;
        }
    }
}
