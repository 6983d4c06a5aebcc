using Collector.Dashboard.Live;
using Collector.Hosting;
using Collector.Scheduler;

namespace Collector.Dashboard.Parts;

/// <summary>Names of the machinery in words.</summary>
static class Wording
{
    /// <summary>What waits in a queue, and for whom.</summary>
    public static string Queue(string name) => name switch
    {
        _ when QueueNames.IsOfSuspects(name) => "messages that may have ended a process, one by one",
        _ when name.StartsWith("collect-channel", StringComparison.Ordinal) => "ranges to read, for Collector",
        _ when name.StartsWith("image-requested", StringComparison.Ordinal) => "images to fetch, for Media",
        "messages-collected" => "pages to store, for Writer",
        "image-faulted" => "images that failed, for Media",
        _ => "news, for Scheduler",
    };

    /// <summary>Which calls of Telegram an account waits with.</summary>
    public static string Calls(string callClass) => callClass switch
    {
        "history" or "messages" => "reading messages",
        "resolve" => "looking channels up",
        "files" => "fetching images",
        _ => "other calls",
    };

    /// <summary>How often a channel is looked at again.</summary>
    public static string Every(TimeSpan? every) => every switch
    {
        null or { Ticks: 0 } => "only when asked",
        { TotalMinutes: 30 } => "every 30 minutes",
        { TotalHours: 1 } => "every hour",
        { TotalHours: 6 } => "every 6 hours",
        { TotalHours: 24 } => "every day",
        { } other => $"every {Figures.Span(other)}",
    };

    /// <summary>Where a channel is read, how often, and what of it is stored.</summary>
    public static string Settings(ChannelView channel) => string.Join(" · ", new[]
    {
        channel.Progress.Address,
        channel.Spans.TelegramId is { } id ? $"Telegram id {id}" : "",
        Every(channel.Spans.Every),
        FilterWords.Of(channel.Spans.Filter) is { Length: > 0 } words ? words : "all messages and images",
    }.Where(part => part.Length > 0));
}
