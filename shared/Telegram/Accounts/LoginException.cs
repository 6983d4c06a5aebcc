using Collector.Contracts;

namespace Collector.Telegram.Accounts;

/// <summary>Telegram did not let somebody in or out; the message is one line for the user, with the mend.</summary>
public sealed class LoginException(string message, Exception? inner = null) : PermanentException(message, inner);
