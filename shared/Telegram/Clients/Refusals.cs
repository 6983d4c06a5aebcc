using System.Net.Sockets;
using TL;
using WTelegram;

namespace Collector.Telegram.Clients;

/// <summary>What Telegram's answers mean for a session.</summary>
static class Refusals
{
    const int Internal = 500;

    /// <returns>Null when the account is as usable as before.</returns>
    public static LoggedOutException? LoggedOut(RpcException refused) => refused switch
    {
        { Message: "USER_DEACTIVATED" or "USER_DEACTIVATED_BAN" or "PHONE_NUMBER_BANNED" } =>
            new($"Telegram has banned or deleted the account ({refused.Message}).", "banned"),
        { Message: "FROZEN_METHOD_INVALID" } =>
            new("Telegram has frozen the account (FROZEN_METHOD_INVALID): an official app says why, and how to appeal. Resume it when Telegram has let it go.", "paused"),
        { Message: "AUTH_KEY_DUPLICATED" } =>
            new("The session was used from two places at once (AUTH_KEY_DUPLICATED), so Telegram ended it: log in again."),
        { Code: 401 } => new($"The session was logged out ({refused.Message}): log in again."),
        // A key that the server does not know, told by the transport.
        { Code: 404 } => new("Telegram does not know the session any more: log in again."),
        _ => null,
    };

    /// <summary>Telegram's own trouble, which passes.</summary>
    public static bool Passing(RpcException refused) => refused.Code >= Internal || refused.Code == -503 || refused.Message is "RPC_CALL_FAIL" or "Timeout";

    /// <summary>An answer of a type that the library does not know; its connection is well.</summary>
    public static bool IsUnknown(WTException failure) => failure.Message.StartsWith("Cannot find type for ctor", StringComparison.Ordinal);

    /// <summary>The network's trouble, or the library's with it.</summary>
    // ObjectDisposedException is how the library tells a call that it reconnects, and a client that was thrown away how it ends.
    public static bool IsBroken(Exception failure) =>
        failure is IOException or SocketException or WTException or TimeoutException or OperationCanceledException or ObjectDisposedException
        && failure is not RpcException;

    /// <summary>Why the network is in trouble, without a full stop; a connection that was given up only says that it was.</summary>
    public static string Reason(Exception broken) => broken is OperationCanceledException or ObjectDisposedException ? "no server of it answers" : broken.Message.TrimEnd('.');
}
