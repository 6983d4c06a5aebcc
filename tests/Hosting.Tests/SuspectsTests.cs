using System.Text;
using Collector.Testing;
using RabbitMQ.Client;

namespace Collector.Hosting.Tests;

public sealed class SuspectsTests
{
    const int Killer = 3;

    [Fact]
    public async Task OnlyTheMessageThatKillsItsProcessBecomesADeadLetter()
    {
        await using var broker = new TestBroker();
        await broker.InitializeAsync();
        // The queue first.
        await using (var process = Start(broker))
        {
            await Eventually.TrueAsync(async () => await broker.CountAsync("victim") == 0);
            await process.KillAsync();
        }

        var all = Enumerable.Range(1, 12).ToList();
        foreach (var number in all)
            await broker.PublishAsync("", "victim", Envelope(number), new() { Persistent = true, ContentType = "application/vnd.masstransit+json" });

        var lines = new List<string>();
        while (!await IsDoneAsync(broker, lines, all))
            await RunUntilItDiesOrIsDoneAsync(broker, lines, all);

        // It may die between two queues: then there are two of the killer.
        while (await broker.TakeAsync("victim_error") is { } dead)
            Assert.Contains($"\"number\":{Killer},", Encoding.UTF8.GetString(dead.Body.Span), StringComparison.Ordinal);
        Assert.DoesNotContain(await broker.QueuesAsync(), queue => queue.Value > 0);
    }

    static async Task RunUntilItDiesOrIsDoneAsync(TestBroker broker, List<string> lines, IEnumerable<int> all)
    {
        await using var process = Start(broker);
        await Eventually.TrueAsync(async () => process.HasExited || await IsDoneAsync(broker, [.. lines, .. process.Lines], all));
        await process.StopAsync();
        lines.AddRange(process.Lines);
    }

    static async Task<bool> IsDoneAsync(TestBroker broker, IReadOnlyCollection<string> lines, IEnumerable<int> all) =>
        all.Where(number => number != Killer).All(number => lines.Contains($"done {number}."))
        && await broker.CountAsync("victim_error") > 0 && await broker.CountAsync("victim") == 0 && await broker.CountAsync("victim_suspect") == 0;

    static ServiceProcess Start(TestBroker broker) => ServiceProcess.StartProgram(
        "dotnet", [typeof(Victim).Assembly.Location, "victim", .. broker.Settings.Select(setting => $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}")]);

    static string Envelope(int number) =>
        $$$"""{"messageType":["urn:message:Collector.Hosting.Tests:Work"],"message":{"number":{{{number}}},"deadly":{{{(number == Killer ? "true" : "false")}}} }}""";
}
