namespace Collector.Dashboard.Parts;

/// <summary>Names of the machinery in words.</summary>
static class Wording
{
    /// <summary>What waits in a queue, and for whom.</summary>
    public static string Queue(string name) => name switch
    {
        _ when name.EndsWith("_suspect", StringComparison.Ordinal) => "messages that may have ended a process, one by one",
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
}
