using Collector.Contracts;
using Collector.Dashboard.Live;
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
    /// <summary>What people type, one by one.</summary>
    /// <param name="text">One a line: @name, a t.me link or a Telegram id, of which a line may have several; or the path of an export.</param>
    public static IEnumerable<string> Split(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).SelectMany(Names);

    /// <param name="choose">Says how often it is looked at, and what of it is stored.</param>
    /// <exception cref="SourceException">It names no channel; the message says what to do.</exception>
    public async Task<IReadOnlyList<ChannelRow>> AddAsync(string name, Func<NewChannel, NewChannel> choose, CancellationToken cancellationToken)
    {
        var added = new List<ChannelRow>();
        foreach (var channel in await ReadAsync(name, cancellationToken))
            added.Add(await channels.AddAsync(choose(channel), cancellationToken));
        return added;
    }

    /// <summary>Changes a channel as is chosen; what is paused stays so.</summary>
    public async Task ChangeAsync(ChannelView channel, Func<NewChannel, NewChannel> choose, CancellationToken cancellationToken)
    {
        var (known, spans) = (channel.Progress, channel.Spans);
        await channels.AddAsync(choose(new(known.Source, known.Address, known.Handle, known.Title, spans.Kind, spans.TelegramId, null)), cancellationToken);
        if (known.State == "paused")
            await channels.PauseAsync(known.Id, cancellationToken);
    }

    // The path of an export may have spaces in it.
    static string[] Names(string line) => line.Split([' ', '\t', ',', ';'], StringSplitOptions.RemoveEmptyEntries) is var names && names.All(TelegramLink.Is) ? names : [line];

    static async Task<IReadOnlyList<NewChannel>> ReadAsync(string text, CancellationToken cancellationToken)
    {
        if (TelegramLink.Is(text))
            return [Live(text)];
        if (!Path.IsPathRooted(text) || !Path.Exists(text))
            throw new SourceException("That is neither a channel of Telegram (@name, a t.me link) nor a full path of an export that the services can see.");

        try
        {
            var catalog = await ExportCatalog.ReadAsync(text, cancellationToken);
            if (catalog.Chats.Count == 0)
                throw new SourceException(catalog.Problem ?? "The export holds no channel and no supergroup.");
            return [.. catalog.Chats.Select(chat => new NewChannel(SourceNames.Export, chat.Address, chat.Handle, chat.Title, chat.Kind, chat.TelegramId, null))];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new SourceException(unreadable.Message, unreadable);
        }
    }

#if LIVE_TELEGRAM
    static NewChannel Live(string text)
    {
        var address = ChannelAddress.Parse(text);
        return new(SourceNames.Telegram, address.Canonical, address.Handle, address.Handle ?? text, null, null, null);
    }
#else
    static NewChannel Live(string text) => throw new SourceException($"{text}: this build has no live Telegram; exports work.");
#endif
}
