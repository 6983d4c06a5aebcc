namespace Collector.Telegram.Tests;

sealed class GovernorSlidingWindow(int calls, double window) : GovernorLimit
{
    readonly Queue<double> counted = new();

    protected override double? Left(double now)
    {
        while (counted.TryPeek(out var oldest) && oldest <= now - window)
            counted.Dequeue();
        if (counted.Count == calls)
            return counted.Peek() + window - now;
        counted.Enqueue(now);
        return null;
    }
}
