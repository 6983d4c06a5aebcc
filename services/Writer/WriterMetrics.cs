using System.Diagnostics.Metrics;

namespace Collector.Writer;

static class WriterMetrics
{
    static readonly Meter Meter = new("Collector");
    static readonly Counter<long> Messages = Meter.CreateCounter<long>("collector.messages", "{message}", "Messages written, by change: inserted, updated or deleted.");
    static readonly Counter<long> Pages = Meter.CreateCounter<long>("collector.pages.written", "{page}", "Pages written.");

    // The usual limits are meant for milliseconds.
    static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "collector.write.duration",
        "s",
        "How long writing a page took.",
        tags: null,
        new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });

    /// <summary>As <see cref="Hosting.CountersFromZero"/> says.</summary>
    public static void Begin() => Count(0, new(0, 0, 0, 0));

    public static void Written(WrittenPage page, TimeSpan time)
    {
        Duration.Record(time.TotalSeconds);
        Count(1, page);
    }

    static void Count(int pages, WrittenPage page)
    {
        Pages.Add(pages);
        Messages.Add(page.Inserted, new KeyValuePair<string, object?>("change", "inserted"));
        Messages.Add(page.Updated, new KeyValuePair<string, object?>("change", "updated"));
        Messages.Add(page.Deleted, new KeyValuePair<string, object?>("change", "deleted"));
    }
}
