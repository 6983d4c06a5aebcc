using System.Diagnostics.Metrics;

namespace Collector.Media;

static class MediaMetrics
{
    static readonly Meter Meter = new("Collector");
    static readonly Counter<long> Images = Meter.CreateCounter<long>("collector.images", "{image}", "Images fetched, by outcome: stored or failed.");
    static readonly Counter<long> Bytes = Meter.CreateCounter<long>("collector.images.size", "By", "Bytes of the images that were stored.");

    /// <summary>As <see cref="Hosting.CountersFromZero"/> says.</summary>
    public static void Begin()
    {
        Count(0, "stored");
        Count(0, "failed");
        Bytes.Add(0);
    }

    public static void Stored(long bytes)
    {
        Count(1, "stored");
        Bytes.Add(bytes);
    }

    public static void Failed() => Count(1, "failed");

    static void Count(int images, string outcome) => Images.Add(images, new KeyValuePair<string, object?>("outcome", outcome));
}
