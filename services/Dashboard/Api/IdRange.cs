namespace Collector.Dashboard.Api;

/// <summary>Message ids, both ends included.</summary>
sealed record IdRange(int First, int Last);
