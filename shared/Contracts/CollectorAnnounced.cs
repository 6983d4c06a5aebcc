namespace Collector.Contracts;

/// <summary>Event, Collector → Scheduler, every few seconds: this collector is alive and works on so many ranges at once.</summary>
/// <param name="InstanceId">Unique per process.</param>
/// <param name="ConcurrencyLimit">Ranges at once; 0 says goodbye.</param>
/// <param name="Sources">The sources it can read.</param>
public sealed record CollectorAnnounced(string InstanceId, int ConcurrencyLimit, IReadOnlyList<string> Sources);
