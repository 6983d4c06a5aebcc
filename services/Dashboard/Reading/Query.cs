namespace Collector.Dashboard.Reading;

/// <summary>What somebody looks for.</summary>
/// <param name="Words">As in a web search: words, "a phrase", or, -not.</param>
/// <param name="ChannelId">In one channel; null for all.</param>
/// <param name="From">Posted on this day or later (UTC).</param>
/// <param name="To">Posted on this day or earlier.</param>
/// <param name="WithImage">Only messages with an image.</param>
sealed record Query(string Words, int? ChannelId = null, DateOnly? From = null, DateOnly? To = null, bool WithImage = false);
