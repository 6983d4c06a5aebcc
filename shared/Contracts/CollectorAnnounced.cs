namespace Collector.Contracts;

/// <summary>Event, Collector → Scheduler, every few seconds: this collector is alive and works on so many ranges at once. One for the process, and one for each account that it holds.</summary>
/// <param name="InstanceId">Unique per process, and per account of it.</param>
/// <param name="ConcurrencyLimit">Ranges at once; 0 says goodbye, or that the account waits for Telegram and nothing may be sent to it now.</param>
/// <param name="Sources">The sources it can read.</param>
/// <param name="AccountId">The account that reads, <c>accounts.id</c>; null for sources without accounts.</param>
public sealed record CollectorAnnounced(string InstanceId, int ConcurrencyLimit, IReadOnlyList<string> Sources, int? AccountId = null);
