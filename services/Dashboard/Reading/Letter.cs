namespace Collector.Dashboard.Reading;

/// <summary>A message that failed for good.</summary>
/// <param name="Queue">Where it lies.</param>
/// <param name="Key">By which it is found again in it.</param>
/// <param name="Exception">Type of the exception; null when there was none.</param>
/// <param name="Service">The program that gave it up; empty when nobody wrote it down.</param>
/// <param name="Summary">What it is about.</param>
sealed record Letter(string Queue, string Key, string Error, string? Exception, string Service, int Attempts, DateTimeOffset? FailedAt, string Summary);
