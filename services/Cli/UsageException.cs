namespace Collector.Cli;

/// <summary>The command line asks for what cannot be; ends with <see cref="ExitCode.WrongUsage"/>.</summary>
/// <param name="message">One line for people, with the mend.</param>
sealed class UsageException(string message) : Exception(message);
