namespace Collector.Telegram.Tests;

sealed class GovernorTokenBucket(int calls, double window) : GovernorLimit
{
    double tokens = calls;
    double last = double.NaN;

    protected override double? Left(double now)
    {
        if (!double.IsNaN(last))
            tokens = Math.Min(calls, tokens + (now - last) * calls / window);
        last = now;
        if (tokens < 1)
            return (1 - tokens) * window / calls;
        tokens--;
        return null;
    }
}
