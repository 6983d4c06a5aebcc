using Collector.Sources;
using TL;

namespace Collector.Telegram.Mapping;

/// <summary>What a page says beside its messages, and how it is mapped; for one thread.</summary>
sealed class MappingContext(IReadOnlyDictionary<long, User> users, IReadOnlyDictionary<long, ChatBase> chats, bool keepRaw = true) : IDisposable
{
    public bool KeepRaw => keepRaw;

    public ImageChoice Images { get; init; } = new();

    public JsonOutput Output { get; } = new();

    public string? NameOf(Peer? peer) => peer switch
    {
        PeerUser { user_id: var id } => NameOf(id),
        PeerChat { chat_id: var id } => TitleOf(id),
        PeerChannel { channel_id: var id } => TitleOf(id),
        _ => null,
    };

    public string? NameOf(long userId) =>
        users.GetValueOrDefault(userId) is { } user && $"{user.first_name} {user.last_name}".Trim() is { Length: > 0 } name ? PlainText.Of(name) : null;

    /// <returns>A bot's user name; its id where the page does not tell the name.</returns>
    public string BotOf(long userId) => users.GetValueOrDefault(userId)?.MainUsername is { Length: > 0 } name ? PlainText.Of(name) : $"{userId}";

    public void Dispose() => Output.Dispose();

    string? TitleOf(long id) => chats.GetValueOrDefault(id)?.Title is { Length: > 0 } title ? PlainText.Of(title) : null;
}
