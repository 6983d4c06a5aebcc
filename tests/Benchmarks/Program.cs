using System.Globalization;
using Collector.Benchmarks;

// dotnet run -c Release --project tests/Benchmarks -- NAME [--quick]
var quick = args.Contains("--quick");
switch (args.FirstOrDefault())
{
    case "pipeline":
        await Pipeline.RunAsync(quick ? 20_000 : Number(1, 1_000_000), quick ? 1 : Number(2, 5));
        return 0;
    case "memory":
        await Memory.RunAsync(quick ? [20_000, 40_000] : [1_000_000, 4_000_000]);
        return 0;
    case "export" when args is [_, var messages, var folder]:
        new Collector.Testing.ExportFile { Messages = int.Parse(messages, CultureInfo.InvariantCulture) }.Write(folder);
        return 0;
    default:
        Console.Error.WriteLine("usage: dotnet run -c Release --project tests/Benchmarks -- pipeline [MESSAGES [ROUNDS]]|memory [--quick]\n       … -- export MESSAGES FOLDER   makes an export to try things on");
        return 2;
}

int Number(int position, int otherwise) => args.Length > position ? int.Parse(args[position], CultureInfo.InvariantCulture) : otherwise;
