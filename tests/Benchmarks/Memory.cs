using Collector.Testing;

namespace Collector.Benchmarks;

/// <summary>Peak memory of the embedded program on exports of growing size.</summary>
static class Memory
{
    public static async Task RunAsync(int[] sizes)
    {
        await using var server = new PrivatePostgres();
        await server.InitializeAsync();
        Console.WriteLine("| messages | file MB | seconds | peak MB |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var messages in sizes)
        {
            using var folder = new TemporaryFolder();
            var export = new ExportFile { Messages = messages }.Write(folder.Path);
            await using var database = await ScratchDatabase.CreateAsync(server.ConnectionString);
            var run = await Run.OnceAsync(export, database.ConnectionString, new Dictionary<string, string> { ["Transport"] = "memory" });
            Console.WriteLine($"| {messages:N0} | {new FileInfo(export).Length >> 20} | {run.Elapsed.TotalSeconds:F1} | {run.PeakBytes >> 20} |");
        }
    }
}
