using Collector.Contracts;

namespace Collector.Telegram.Accounts;

/// <summary>An account that was being removed is not: somebody has decided otherwise meanwhile.</summary>
public sealed class AccountKeptException() : PermanentException("Somebody has taken the account into use again meanwhile, and it is not removed.");
