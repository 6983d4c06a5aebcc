using Collector.Hosting.Tests;

return args is ["victim", .. var settings]
    ? await Victim.RunAsync(settings)
    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
