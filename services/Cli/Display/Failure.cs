namespace Collector.Cli.Display;

/// <summary>Something that could not be collected.</summary>
/// <param name="Name">The channel or file.</param>
/// <param name="Error">One line, with the mend.</param>
sealed record Failure(string Name, string Error);
