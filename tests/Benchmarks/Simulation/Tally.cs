using System.Globalization;
using Microsoft.Extensions.Hosting;

namespace Collector.Benchmarks.Simulation;

/// <summary>Prints what was asked of the source, account by account, whenever it has changed.</summary>
sealed class Tally(HeldSimulations accounts, SimulatedSource source) : BackgroundService
{
    /// <summary>What is on the screen is not older.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    const string Heading = "Asked by account";

    /// <returns>The newest line of each account among what a process printed; account 0 is nobody's.</returns>
    public static IReadOnlyDictionary<int, Calls> Read(IEnumerable<string> lines)
    {
        var calls = new Dictionary<int, Calls>();
        foreach (var line in lines.Where(line => line.StartsWith(Heading, StringComparison.Ordinal)))
            if (line[Heading.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => long.Parse(part, CultureInfo.InvariantCulture)).ToArray() is [var account, var looks, var pages, var images, var refused])
                calls[(int)account] = new(looks, pages, images, refused);
        return calls;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var said = new Dictionary<int, Calls>();
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var (account, calls) in accounts.All.Select(held => (held.Id, held.Account.Calls)).Append((0, source.Calls)))
            {
                if (said.GetValueOrDefault(account) == calls)
                    continue;
                Console.WriteLine($"{Heading} {account} {calls.Looks} {calls.Pages} {calls.Images} {calls.Refused}");
                said[account] = calls;
            }

            await Task.Delay(Interval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
