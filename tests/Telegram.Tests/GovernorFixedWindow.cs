namespace Collector.Telegram.Tests;

sealed class GovernorFixedWindow(int calls, double window, double phase) : GovernorLimit
{
    double current = double.NaN;
    int used;

    protected override double? Left(double now)
    {
        var number = Math.Floor((now + phase) / window);
        if (number != current)
            (current, used) = (number, 0);
        if (used == calls)
            return (number + 1) * window - phase - now;
        used++;
        return null;
    }
}
