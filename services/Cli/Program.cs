using Collector.Cli;

return await CommandLine.RunAsync(args, Shell.Create());
