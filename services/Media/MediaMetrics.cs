using System.Diagnostics.Metrics;

namespace Collector.Media;

static class MediaMetrics
{
    static readonly Meter Meter = new("Collector");
    static readonly Counter<long> Images = Meter.CreateCounter<long>("collector.images", "{image}", "Images fetched, by outcome: stored or failed.");
    static readonly Counter<long> Bytes = Meter.CreateCounter<long>("collector.images.size", "By", "Bytes of the images that were stored.");

    public static void Stored(long bytes)
    {
        Images.Add(1, new KeyValuePair<string, object?>("outcome", "stored"));
        Bytes.Add(bytes);
    }

    public static void Failed() => Images.Add(1, new KeyValuePair<string, object?>("outcome", "failed"));
}
