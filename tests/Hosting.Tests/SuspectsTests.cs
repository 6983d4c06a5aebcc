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
        while (await broker.CountAsync("victim_error") is not > 0)
            lines.AddRange(await RunUntilItDiesOrIsDoneAsync(broker));
        await using var last = Start(broker);
        await Eventually.TrueAsync(() => all.Where(number => number != Killer).All(number => lines.Concat(last.Lines).Contains($"done {number}.")));

        Assert.Equal(1, await broker.CountAsync("victim_error"));
        Assert.Contains($"\"number\":{Killer},", Encoding.UTF8.GetString((await broker.TakeAsync("victim_error"))!.Body.Span), StringComparison.Ordinal);
        await Eventually.EqualAsync("", async () => string.Join(", ", (await broker.QueuesAsync()).Where(queue => queue.Value > 0)), TimeSpan.FromSeconds(30));
    }

    static async Task<IReadOnlyList<string>> RunUntilItDiesOrIsDoneAsync(TestBroker broker)
    {
        await using var process = Start(broker);
        await Eventually.TrueAsync(async () => process.HasExited || await broker.CountAsync("victim_error") > 0);
        return process.Lines;
    }

    static ServiceProcess Start(TestBroker broker) => ServiceProcess.StartProgram(
        "dotnet", [typeof(Victim).Assembly.Location, "victim", .. broker.Settings.Select(setting => $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}")]);

    static string Envelope(int number) =>
        $$$"""{"messageType":["urn:message:Collector.Hosting.Tests:Work"],"message":{"number":{{{number}}},"deadly":{{{(number == Killer ? "true" : "false")}}} }}""";
}
