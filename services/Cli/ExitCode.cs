namespace Collector.Cli;

static class ExitCode
{
    public const int Complete = 0;

    /// <summary>Something failed or is parked; it was named.</summary>
    public const int Failed = 1;

    public const int WrongUsage = 2;
}
