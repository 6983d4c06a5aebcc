using System.Globalization;
using Collector.Testing;

namespace Collector.EndToEnd.Tests;

public sealed class BackPressureTests(PrivatePostgres server, ITestOutputHelper output) : IClassFixture<PrivatePostgres>
{
    const int Messages = 300_000;
    const int Limit = 4;

    // Twice the limit of ranges, of some 10,000 messages each, in pages of 750.
    const int InFlight = 2 * Limit * 15;

    const int Samples = 30;

    [Fact]
    public async Task WhileWritingIsSlowOrImpossibleQueuesStayShortAndMemoryFlat()
    {
        await using var stack = await Stack.OnAsync(server);
        var broker = await stack.UseRabbitMqAsync();
        stack.Settings["CONCURRENT_LIMIT"] = $"{Limit}";
        stack.Settings["WRITER_CONCURRENT_LIMIT"] = "1";
        await stack.SlowDownAsync();
        (await stack.CollectorAsync("channels", "add", stack.Export("news", new() { Messages = Messages }))).Succeeded();
        var services = new[] { "Scheduler", "Collector", "Writer" }.Select(service => stack.Start(service)).ToList();
        await stack.SomethingIsStoredAsync();

        var slow = await WatchAsync(broker, services);
        await server.KillAsync();
        var away = await WatchAsync(broker, services);
        await server.StartAsync();

        Assert.InRange(slow.Pages, 1, InFlight);
        Assert.InRange(away.Pages, 1, InFlight);
        Assert.All(slow.Megabytes.Zip(away.Megabytes), memory => Assert.InRange(memory.Second, 0, memory.First * 1.25));
        await stack.ExecuteAsync("drop function slow cascade");
        await stack.CompleteAsync();
        await stack.IsWholeAsync(Messages, images: 0);
    }

    async Task<(int Pages, double[] Megabytes)> WatchAsync(TestBroker broker, List<ServiceProcess> services)
    {
        var pages = 0;
        var megabytes = new double[services.Count];
        for (var i = 0; i < Samples; i++)
        {
            pages = Math.Max(pages, (await broker.CountAsync("messages-collected"))!.Value);
            megabytes = [.. services.Zip(megabytes, (service, most) => Math.Max(Megabytes(service), most))];
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }

        output.WriteLine($"At most {pages} pages in line; {string.Join(", ", megabytes.Select(each => each.ToString("0", CultureInfo.InvariantCulture)))} MB");
        return (pages, megabytes);
    }

    static double Megabytes(ServiceProcess service) =>
        long.Parse(File.ReadAllText($"/proc/{service.Id}/statm").Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize / 1e6;
}
