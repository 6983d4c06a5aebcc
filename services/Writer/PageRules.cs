using Collector.Contracts;

namespace Collector.Writer;

/// <summary>What a page must be: it came over a wire, and what it proves is believed for ever.</summary>
static class PageRules
{
    const int HighestId = int.MaxValue - 1;
    const int MostMessages = 10_000;

    /// <returns>Null when the page may be written, else what is wrong with it.</returns>
    public static string? Broken(MessagesCollected page)
    {
        if (page is not { Channel: not null, Sweep: not null, Messages: not null })
            return "A page of messages without channel, sweep or messages: it was not published by this version's Collector.";

        var problem = Problem(page);
        return problem is null ? null : $"{page.Channel.Name}: the page ({page.After}, {page.UpTo}] {problem}; nothing of it is stored.";
    }

    static string? Problem(MessagesCollected page)
    {
        if (page.After < 0 || page.After >= page.UpTo || page.UpTo > HighestId)
            return "is no interval of message ids";
        if (page.Sweep.Number < 1 || page.Sweep.First < 1)
            return $"belongs to no sweep (number {page.Sweep.Number}, first id {page.Sweep.First})";
        if (page.ObservedAt == default)
            return "does not say when it was observed";
        if (page.Messages.Count > MostMessages)
            return $"has {page.Messages.Count} messages, at most {MostMessages} are taken at once";

        var last = page.After;
        foreach (var message in page.Messages)
        {
            if (message is null || message.Id <= page.After || message.Id > page.UpTo)
                return $"has a message outside of it ({message?.Id})";
            if (message.Id <= last)
                return $"is not in ascending order at message {message.Id}, or has it twice";
            if (message is not { Kind: not null, Text: not null })
                return $"has no kind or text for message {message.Id}";
            last = message.Id;
        }

        return null;
    }
}
