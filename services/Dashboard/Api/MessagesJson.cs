using Collector.Dashboard.Reading;

namespace Collector.Dashboard.Api;

/// <summary>A page of messages, newest first.</summary>
/// <param name="Before">Where the next page begins: pass it as <c>before</c>; null at the end.</param>
sealed record MessagesJson(IReadOnlyList<Post> Messages, int? Before);
