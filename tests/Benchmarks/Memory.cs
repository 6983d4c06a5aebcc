using Collector.Testing;
using Dapper;

namespace Collector.Benchmarks;

/// <summary>Peak memory on exports of growing size: of all services in one process, and of each as a process over RabbitMQ.</summary>
static class Memory
{
    const int Pictures = 2000;

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);
    static readonly string[] Services = ["Scheduler", "Collector", "Writer", "Media"];

    public static async Task RunAsync(Arguments arguments)
    {
        await using var servers = new Servers();
        var report = new Report("memory", arguments.Output);
        report.Line($"Peak memory in MB, program files that processes share among it, and what nobody shares; exports with {Pictures:N0} images.");
        report.Line();
        report.Heading(["messages", "file MB", "embedded", .. Services]);
        var peaks = new List<object>();
        foreach (var messages in arguments.Numbers(arguments.Quick ? [20_000, 40_000] : [100_000, 1_000_000, 4_000_000]))
        {
            using var folder = new TemporaryFolder();
            var export = new ExportFile { Messages = messages, PictureEvery = messages / Pictures }.Write(folder.Path);
            var embedded = await EmbeddedAsync(servers, export);
            var apart = await ApartAsync(servers, export);
            report.Row([$"{messages:N0}", $"{new FileInfo(export).Length >> 20}", Megabytes(embedded), .. apart.Select(Megabytes)]);
            peaks.Add(new { messages, embedded, services = Services.Zip(apart).ToDictionary(each => each.First, each => each.Second) });
        }

        await report.SaveAsync(peaks);
    }

    static string Megabytes(ProcessMemory memory) => $"{memory.Peak >> 20}, {memory.Own >> 20}";

    static async Task<ProcessMemory> EmbeddedAsync(Servers servers, string export)
    {
        await using var database = await ScratchDatabase.CreateAsync(await servers.PostgresAsync());
        return (await Run.OnceAsync(export, database.ConnectionString, new Dictionary<string, string> { ["Transport"] = "memory" })).Memory;
    }

    /// <returns>For each of <see cref="Services"/>.</returns>
    static async Task<ProcessMemory[]> ApartAsync(Servers servers, string export)
    {
        using var data = new TemporaryFolder();
        await using var database = await ScratchDatabase.CreateAsync(await servers.PostgresAsync());
        await using var broker = await servers.BrokerAsync();
        var settings = new Dictionary<string, string>(broker.Settings) { ["ConnectionStrings__Postgres"] = database.ConnectionString, ["COLLECTOR_DATA"] = data.Path };
        foreach (var command in new string[][] { ["migrate"], ["channels", "add", export] })
        {
            await using var process = ServiceProcess.Start("Cli", settings, command);
            if (await process.WaitForExitAsync() != 0)
                throw new InvalidOperationException(string.Join('\n', process.Lines));
        }

        var services = Services.Select(service => ServiceProcess.Start(service, settings)).ToList();
        var peaks = new ProcessMemory[services.Count];
        try
        {
            await Eventually.TrueAsync(
                () =>
                {
                    peaks = [.. peaks.Zip(services, (peak, service) => peak.Max(ProcessMemory.Of(service.Id)))];
                    return IsStoredAsync(database);
                },
                Patience);
            return peaks;
        }
        finally
        {
            foreach (var service in services)
                await service.DisposeAsync();
        }
    }

    static async Task<bool> IsStoredAsync(ScratchDatabase database)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<bool>("""
            select exists (select from channels c join coverage v on v.channel_id = c.id where c.top_message_id > 0 and v.known @> int4range(c.first_message_id, c.top_message_id, '[]'))
               and not exists (select from images where state <> 'stored')
            """);
    }
}
