using Collector.Benchmarks.Simulation;

namespace Collector.Benchmarks.Comparing;

/// <summary>What one competitor made of one scenario.</summary>
/// <param name="Seconds">Until the last row and the last image were stored; the median of <paramref name="Rounds"/>.</param>
/// <param name="Summed">True when <paramref name="Seconds"/> is the sum of the times of its calls.</param>
/// <param name="Calls">Of one round.</param>
sealed record Outcome(string Scenario, string Competitor, double Seconds, IReadOnlyList<double> Rounds, bool Summed, int Messages, int Images, Calls Calls)
{
    public double CallsPer100Messages => 100.0 * Calls.Pages / Messages;

    public double? CallsPerImage => Images == 0 ? null : (double)Calls.Images / Images;
}
