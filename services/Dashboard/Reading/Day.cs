namespace Collector.Dashboard.Reading;

/// <summary>How many messages were posted on a day (UTC).</summary>
public sealed record Day(DateTime Date, int Messages);
