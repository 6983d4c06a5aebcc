using Collector.Contracts;

namespace Collector.Telegram.Accounts;

/// <summary>SESSION_KEY is missing or not the right one; the message is one line for the user.</summary>
public sealed class SessionKeyException(string message) : PermanentException(message);
