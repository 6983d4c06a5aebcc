namespace Collector.Scheduler;

/// <summary>A row of <c>ranges</c> to be: ids of a channel and who shall read them, or without a span a look by an account that was not tried.</summary>
sealed record Claim(Gap Gap, IdSpan? Span, int AccountId);
