using System.Diagnostics.Metrics;

namespace Collector.Collector;

static class CollectorMetrics
{
    static readonly Meter Meter = new("Collector");
    static readonly Counter<long> Pages = Meter.CreateCounter<long>("collector.pages.read", "{page}", "Pages read, by source.");
    static readonly Counter<long> Messages = Meter.CreateCounter<long>("collector.messages.read", "{message}", "Messages read, by source.");

    public static void Read(string source, int messages)
    {
        Pages.Add(1, new KeyValuePair<string, object?>("source", source));
        Messages.Add(messages, new KeyValuePair<string, object?>("source", source));
    }
}
