using TL;

namespace Collector.Telegram.Reading;

/// <summary>The account cannot read the channel.</summary>
/// <param name="state">As in <c>channels.state</c>: <c>private</c>, <c>banned</c>, <c>gone</c> or <c>left</c>.</param>
/// <param name="message">One line for people, with the mend.</param>
sealed class UnreadableException(string state, string message) : Exception(message)
{
    public string State => state;

    /// <returns>Null when the failure is about something else than the channel.</returns>
    public static UnreadableException? Of(Exception failure, string channel) => failure switch
    {
        UnreadableException unreadable => unreadable,
        RpcException refused => Of(refused, channel),
        _ => null,
    };

    static UnreadableException? Of(RpcException refused, string channel) => refused.Message switch
    {
        "CHANNEL_PRIVATE" or "CHANNEL_INVALID" or "CHAT_ID_INVALID" or "PEER_ID_INVALID" or "CHANNEL_PUBLIC_GROUP_NA" =>
            new("private", $"{channel}: is private, or the account was removed from it ({refused.Message})"),
        "FROZEN_PARTICIPANT_MISSING" => new("private", $"{channel}: Telegram has frozen the account, which reads only what it is a member of ({refused.Message})"),
        "USER_BANNED_IN_CHANNEL" or "CHAT_FORBIDDEN" => new("banned", $"{channel}: the account is banned in it ({refused.Message})"),
        "USERNAME_NOT_OCCUPIED" or "USERNAME_INVALID" => new("gone", $"{channel}: there is no such name on Telegram ({refused.Message})"),
        "INVITE_HASH_EXPIRED" or "INVITE_HASH_INVALID" or "INVITE_HASH_EMPTY" => new("gone", $"{channel}: the invitation is not valid any more ({refused.Message})"),
        _ => null,
    };
}
