using System.Globalization;
using Collector.Benchmarks;

// dotnet run -c Release --project tests/Benchmarks -- NAME [--quick]
var arguments = Arguments.Parse(args);
switch (arguments.Name)
{
    case "pipeline":
        await Pipeline.RunAsync(arguments);
        return 0;
    case "memory":
        await Memory.RunAsync(arguments);
        return 0;
#if LIVE_TELEGRAM
    case "live":
        await Collector.Benchmarks.Live.LiveBenchmark.RunAsync(arguments);
        return 0;
    case "budget":
        await Collector.Benchmarks.Live.LiveBenchmark.BudgetAsync(arguments);
        return 0;
    case "script":
        await Collector.Benchmarks.Comparing.ScriptBenchmark.RunAsync(arguments);
        return 0;
    case "scale":
        await ScaleBenchmark.RunAsync(arguments);
        return 0;
    case "script-budget":
        await Collector.Benchmarks.Comparing.BudgetBenchmark.RunAsync(arguments);
        return 0;
    case "latency":
        await LatencyBenchmark.RunAsync(arguments);
        return 0;
    case "ledger":
        await LedgerBenchmark.RunAsync(arguments);
        return 0;
    case "serve" when arguments.Words is [_, var what]:
        return await Collector.Benchmarks.Simulation.SimulationHost.RunAsync(what);
#endif
    case "startup":
        await StartupBenchmark.RunAsync(arguments);
        return 0;
    case "micro":
        return await Collector.Benchmarks.Micro.MicroBenchmarks.RunAsync(arguments);
    case "export" when arguments.Words is [_, var messages, var folder]:
        new Collector.Testing.ExportFile { Messages = int.Parse(messages, CultureInfo.InvariantCulture) }.Write(folder);
        return 0;
    default:
        Console.Error.WriteLine("""
            usage: dotnet run -c Release --project tests/Benchmarks -- NAME [--quick|--nightly] [--output FOLDER]
              script [CHANNELS…]             the script that people use, and Collector, on these numbers of channels
              script-budget                  the same on a limit of calls that has to be found
              scale                          1, 2 and 4 collectors; 4 accounts
              latency                        from a page that is read to its rows, at half load
              ledger                         what a page costs when much is stored already
              startup                        from the start of the program to its first row
              micro                          hot pieces, by BenchmarkDotNet
              live                           the same against a Telegram that speaks its protocol
              budget [ACCOUNTS…]             a limit of its calls, and what so many accounts use of theirs
              pipeline [MESSAGES [ROUNDS]]   rows per second against psql \copy, with and without raw
              memory [MESSAGES…]             peak memory on exports of growing size
              export MESSAGES FOLDER         makes an export to try things on
            """);
        return 2;
}
