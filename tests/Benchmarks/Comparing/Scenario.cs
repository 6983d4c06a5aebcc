using Collector.Benchmarks.Simulation;

namespace Collector.Benchmarks.Comparing;

/// <summary>What everybody has to collect.</summary>
sealed record Scenario(string Name, IReadOnlyList<SimulatedChannel> Channels)
{
    // One in twenty messages shows an image.
    const int ImageEvery = 20;

    public int Messages => Channels.Sum(channel => channel.Messages);

    /// <summary>Each once, whatever number of messages show it.</summary>
    public int Images => Channels.SelectMany(channel => channel.Images).Distinct().Count();

    public static IReadOnlyList<Scenario> All(bool quick, bool nightly)
    {
        if (quick)
            return [new("1, text only", [new(1, 600, 0)]), Unequal(4, 100)];
        int[] counts = nightly ? [4, 8, 10, 50, 200] : [4, 8, 10, 50];
        return [new("1, text only", [new(1, 30_000, 0)]), new("1", [new(1, 10_000, ImageEvery)]), .. counts.Select(count => Unequal(count, 1_400))];
    }

    static Scenario Unequal(int count, int median) => new($"{count}", SimulatedChannel.Unequal(count, median, ImageEvery));
}
