using System.Diagnostics.Metrics;

namespace Collector.Writer;

static class WriterMetrics
{
    static readonly Meter Meter = new("Collector");
    static readonly Counter<long> Messages = Meter.CreateCounter<long>("collector.messages", "{message}", "Messages written, by change: inserted, updated or deleted.");
    static readonly Counter<long> Pages = Meter.CreateCounter<long>("collector.pages.written", "{page}", "Pages written.");
    static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("collector.write.duration", "s", "How long writing a page took.");

    public static void Written(WrittenPage page, TimeSpan time)
    {
        Pages.Add(1);
        Duration.Record(time.TotalSeconds);
        Add(page.Inserted, "inserted");
        Add(page.Updated, "updated");
        Add(page.Deleted, "deleted");
    }

    static void Add(int messages, string change)
    {
        if (messages > 0)
            Messages.Add(messages, new KeyValuePair<string, object?>("change", change));
    }
}
