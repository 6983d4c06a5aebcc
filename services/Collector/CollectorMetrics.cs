using System.Diagnostics.Metrics;
using Collector.Contracts;

namespace Collector.Collector;

static class CollectorMetrics
{
    static readonly Meter Meter = new("Collector");
    static readonly Counter<long> Pages = Meter.CreateCounter<long>("collector.pages.read", "{page}", "Pages read, by source.");
    static readonly Counter<long> Messages = Meter.CreateCounter<long>("collector.messages.read", "{message}", "Messages read, by source.");

    /// <summary>As <see cref="Hosting.CountersFromZero"/> says.</summary>
    public static void Begin()
    {
        Count(0, SourceNames.Export, 0);
        Count(0, SourceNames.Telegram, 0);
    }

    public static void Read(string source, int messages) => Count(1, source, messages);

    static void Count(int pages, string source, int messages)
    {
        Pages.Add(pages, new KeyValuePair<string, object?>("source", source));
        Messages.Add(messages, new KeyValuePair<string, object?>("source", source));
    }
}
