namespace Collector.Benchmarks.Simulation;

/// <summary>FLOOD_WAIT: the account has spent its budget.</summary>
sealed class RefusedException(TimeSpan wait) : Exception($"Wait {wait.TotalSeconds:0} s.")
{
    public TimeSpan Wait => wait;
}
