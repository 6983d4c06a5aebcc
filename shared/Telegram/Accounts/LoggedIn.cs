namespace Collector.Telegram.Accounts;

/// <summary>A session that was added.</summary>
/// <param name="AccountId"><c>accounts.id</c>.</param>
/// <param name="Name">As its owner calls himself.</param>
/// <param name="Phone">Masked.</param>
/// <param name="Sessions">How many the account has now.</param>
public sealed record LoggedIn(int AccountId, string Name, string Phone, int Sessions);
