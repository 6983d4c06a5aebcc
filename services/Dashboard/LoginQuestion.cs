namespace Collector.Dashboard;

/// <summary>What Telegram asks the one who logs in.</summary>
/// <param name="Label">What to type.</param>
/// <param name="Hint">Where to look for it; null for nothing.</param>
/// <param name="Secret">Nobody may see it being typed.</param>
/// <param name="Problem">What was wrong with the last answer; null for the first.</param>
sealed record LoginQuestion(string Label, string? Hint, bool Secret, string? Problem);
