using System.Globalization;

namespace Collector.Collector;

/// <summary>Ranges that one collector works on at once, and why so many.</summary>
public sealed record ConcurrencyLimit(int Value, string Reason)
{
    const long Gigabyte = 1L << 30;

    public static ConcurrencyLimit Of(CollectorOptions options) =>
        options.ConcurrentLimit == "auto"
            ? Auto(Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
            : new(int.Parse(options.ConcurrentLimit, CultureInfo.InvariantCulture), "set by CONCURRENT_LIMIT");

    /// <param name="cores">Cores that the process may use.</param>
    /// <param name="memory">Bytes that the process may use.</param>
    public static ConcurrencyLimit Auto(int cores, long memory)
    {
        // A machine sold with 2 GB shows a little less.
        var gigabytes = (int)Math.Round((double)memory / Gigabyte);
        var value = Math.Min(cores, gigabytes) switch
        {
            >= 8 => 12,
            >= 4 => 8,
            >= 2 => 4,
            _ => 2,
        };
        return new(value, $"auto: {cores} cores, {gigabytes} GB of memory");
    }
}
