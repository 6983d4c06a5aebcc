using System.Text.Json;
using Collector.Testing;

namespace Collector.Benchmarks.Tests;

/// <summary>Each benchmark's quick form ends well and leaves its files; their numbers say nothing.</summary>
public sealed class QuickTests : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    readonly string output = Directory.CreateTempSubdirectory("benchmarks-").FullName;

    public void Dispose() => Directory.Delete(output, recursive: true);

#if LIVE_TELEGRAM
    [Fact]
    public async Task ScriptComparesTableNumbersAndChart()
    {
        var outcomes = await RunAsync("script");

        Assert.Equal(5, outcomes.EnumerateArray().Select(outcome => outcome.GetProperty("competitor").GetString()).Distinct().Count());
        Assert.All(outcomes.EnumerateArray(), outcome => Assert.True(outcome.GetProperty("seconds").GetDouble() > 0));
        var collected = outcomes.EnumerateArray().Where(outcome => outcome.GetProperty("competitor").GetString()!.StartsWith("Collector", StringComparison.Ordinal));
        // An image that two channels show at the same moment may be fetched twice.
        Assert.All(collected, outcome => Assert.InRange(outcome.GetProperty("calls").GetProperty("images").GetInt32(), outcome.GetProperty("images").GetInt32(), 1.1 * outcome.GetProperty("images").GetInt32()));
        Assert.Equal([0x89, .. "PNG"u8], (await File.ReadAllBytesAsync(Path.Combine(output, "script.png"), TestContext.Current.CancellationToken))[..4]);
    }

    [Fact]
    public async Task ScaleMeasuresCollectorsAndAccounts()
    {
        var numbers = await RunAsync("scale");

        Assert.True(Assert.Single(numbers.GetProperty("collectors").EnumerateArray()).GetProperty("perSecond").GetDouble() > 0);
        Assert.Equal(["1", "2"], numbers.GetProperty("pagesByAccount").EnumerateObject().Select(account => account.Name));
    }

    [Fact]
    public async Task LiveComparesWithTheScriptAndFourAccountsWithOne()
    {
        var numbers = await RunAsync("live");

        Assert.Equal(3, numbers.GetProperty("comparisons").GetArrayLength());
        Assert.All(numbers.GetProperty("comparisons").EnumerateArray(), each => Assert.True(each.GetProperty("ratio").GetDouble() > 0));
        Assert.Equal([1, 4], numbers.GetProperty("readings").EnumerateArray().Select(each => each.GetProperty("accounts").GetInt32()));
        Assert.All(numbers.GetProperty("readings").EnumerateArray(), each => Assert.True(each.GetProperty("used").GetDouble() > 0));
    }

    [Fact]
    public async Task ScriptBudgetCountsWaits()
    {
        var spent = await RunAsync("script-budget");

        Assert.Equal(["script, batches of 4", "Collector, embedded"], spent.EnumerateArray().Select(each => each.GetProperty("competitor").GetString()));
        Assert.All(spent.EnumerateArray(), each => Assert.True(each.GetProperty("pages").GetInt64() > 0));
        Assert.True(spent[0].GetProperty("refused").GetInt64() + spent[0].GetProperty("refusedBefore").GetInt64() > 0);
    }

    [Fact]
    public async Task LatencyTakesTheTimesOfPages()
    {
        var latency = Assert.Single((await RunAsync("latency")).EnumerateArray());

        var (median, p99) = (latency.GetProperty("median").GetDouble(), latency.GetProperty("p99").GetDouble());
        Assert.InRange(median, double.Epsilon, p99);
        Assert.InRange(p99, median, latency.GetProperty("most").GetDouble());
    }

    [Fact]
    public async Task LedgerCountsWhatAPageCosts()
    {
        var cost = Assert.Single((await RunAsync("ledger")).EnumerateArray());

        Assert.Equal(10_000, cost.GetProperty("messages").GetInt32());
        Assert.True(cost.GetProperty("ranges").GetDouble() > 0);
        Assert.True(cost.GetProperty("writing").GetDouble() > 0);
    }
#endif

    [Fact]
    public async Task StartupReachesItsFirstRow()
    {
        var seconds = await RunAsync("startup");

        Assert.True(Assert.Single(seconds.GetProperty("empty").EnumerateArray()).GetDouble() > 0);
        Assert.True(Assert.Single(seconds.GetProperty("migrated").EnumerateArray()).GetDouble() > 0);
    }

    [Fact]
    public async Task PipelineComparesWithCopyWithRawAndWithout()
    {
        var rates = (await RunAsync("pipeline")).EnumerateArray().ToList();

        Assert.Equal([true, false], rates.Select(rate => rate.GetProperty("raw").GetBoolean()));
        Assert.All(rates, rate => Assert.All(["copy", "embedded", "rabbitMq"], (string who) => Assert.True(rate.GetProperty(who).GetDouble() > 0)));
    }

    [Fact]
    public async Task MemoryLooksAtEveryService()
    {
        var peaks = (await RunAsync("memory")).EnumerateArray().ToList();

        Assert.Equal([20_000, 40_000], peaks.Select(peak => peak.GetProperty("messages").GetInt32()));
        Assert.All(peaks, peak => Assert.Equal(["Scheduler", "Collector", "Writer", "Media"], peak.GetProperty("services").EnumerateObject().Where(service => service.Value.GetProperty("own").GetInt64() > 0).Select(service => service.Name)));
    }

    [Fact]
    public async Task MicroMeasuresEveryPiece()
    {
        var report = await MeasureAsync("micro");

        foreach (var piece in new[] { "ReadMessagePack", "WriteJson", "Map", "Find", "Cut" })
            Assert.Matches($@"\| {piece} +\|.* [mnu]?s \|", report);
    }

    /// <returns>Its numbers; its table is what it printed.</returns>
    async Task<JsonElement> RunAsync(string name)
    {
        var printed = await MeasureAsync(name);
        var table = await File.ReadAllLinesAsync(Path.Combine(output, $"{name}.md"), TestContext.Current.CancellationToken);
        Assert.Contains(table, line => line.StartsWith('|'));
        Assert.All(table, line => Assert.Contains(line, printed, StringComparison.Ordinal));
        return JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(output, $"{name}.json"), TestContext.Current.CancellationToken)).RootElement;
    }

    /// <returns>What it printed.</returns>
    async Task<string> MeasureAsync(string name)
    {
        await using var process = ServiceProcess.Start("Benchmarks", new Dictionary<string, string>(), name, "--quick", "--output", output);
        var code = await process.WaitForExitAsync(Patience);
        var printed = string.Join('\n', process.Lines);
        Assert.True(code == 0, printed);
        return printed;
    }
}
