namespace Collector.Cli.Accounts;

/// <summary>A flood wait of an account.</summary>
sealed record ListedWait(string CallClass, int SecondsLeft);
