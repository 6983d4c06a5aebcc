using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Collector.Benchmarks.Micro;

/// <summary>Hot pieces, one by one.</summary>
static class MicroBenchmarks
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        // One server for all.
        await using var servers = new Servers();
        Environment.SetEnvironmentVariable("TEST_POSTGRES", await servers.PostgresAsync());
        // A project that BenchmarkDotNet makes would not find this repository's settings.
        var config = ManualConfig.CreateMinimumViable()
            .AddJob((arguments.Quick ? Job.Dry : Job.Default).WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddExporter(MarkdownExporter.GitHub, JsonExporter.Brief)
            .WithOptions(ConfigOptions.DisableLogFile)
            .WithArtifactsPath(arguments.Output);
        var summaries = new[] { typeof(PageOnTheWire), typeof(MessageOfAnExport), typeof(GapsOfAChannel) }.Select(type => BenchmarkRunner.Run(type, config)).ToList();
        return summaries.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success)) ? 0 : 1;
    }
}
