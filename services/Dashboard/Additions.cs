using Collector.Contracts;
using Collector.Scheduler;
using Collector.Sources;
using Collector.Sources.Export;
#if LIVE_TELEGRAM
using Collector.Telegram.Reading;
#endif

namespace Collector.Dashboard;

/// <summary>Adds what people type: a channel of Telegram, or exports on the disk of the services.</summary>
sealed class Additions(Channels channels)
{
    /// <param name="text">@name, a t.me link or a Telegram id; or the path of an export.</param>
    /// <param name="every">How often to look again; zero: only when asked.</param>
    /// <param name="filter">Says what of it is stored.</param>
    /// <exception cref="SourceException">It names no channel; the message says what to do.</exception>
    public async Task<IReadOnlyList<ChannelRow>> AddAsync(string text, TimeSpan every, Func<NewChannel, NewChannel> filter, CancellationToken cancellationToken)
    {
        var added = new List<ChannelRow>();
        foreach (var channel in await ReadAsync(text.Trim(), every, cancellationToken))
            added.Add(await channels.AddAsync(filter(channel), cancellationToken));
        return added;
    }

    static async Task<IReadOnlyList<NewChannel>> ReadAsync(string text, TimeSpan every, CancellationToken cancellationToken)
    {
        if (TelegramLink.Is(text))
            return [Live(text, every)];
        if (!Path.IsPathRooted(text) || !Path.Exists(text))
            throw new SourceException("That is neither a channel of Telegram (@name, a t.me link) nor a full path of an export that the services can see.");

        try
        {
            var catalog = await ExportCatalog.ReadAsync(text, cancellationToken);
            if (catalog.Chats.Count == 0)
                throw new SourceException(catalog.Problem ?? "The export holds no channel and no supergroup.");
            return [.. catalog.Chats.Select(chat => new NewChannel(SourceNames.Export, chat.Address, chat.Handle, chat.Title, chat.Kind, chat.TelegramId, every))];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new SourceException(unreadable.Message, unreadable);
        }
    }

#if LIVE_TELEGRAM
    static NewChannel Live(string text, TimeSpan every)
    {
        var address = ChannelAddress.Parse(text);
        return new(SourceNames.Telegram, address.Canonical, address.Handle, address.Handle ?? text, null, null, every);
    }
#else
    static NewChannel Live(string text, TimeSpan every) => throw new SourceException($"{text}: this build has no live Telegram; exports work.");
#endif
}
