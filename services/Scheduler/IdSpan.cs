namespace Collector.Scheduler;

/// <summary>The ids First to Last, both included.</summary>
readonly record struct IdSpan(int First, int Last)
{
    public int Length => Last - First + 1;
}
