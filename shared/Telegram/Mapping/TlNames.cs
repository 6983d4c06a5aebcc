using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;

namespace Collector.Telegram.Mapping;

/// <summary>Names of TL's types.</summary>
static class TlNames
{
    static readonly ConcurrentDictionary<(Type, string), string> Known = [];

    /// <returns>As in the schema: <c>messageMediaPhoto</c>, <c>messages.emojiGameOutcome</c>.</returns>
    public static string Of(Type type)
    {
        var name = new StringBuilder(type.Name);
        var start = type.Name.IndexOf('_', StringComparison.Ordinal) + 1;
        if (start > 0)
            (name[0], name[start - 1]) = (char.ToLowerInvariant(name[0]), '.');
        name[start] = char.ToLowerInvariant(name[start]);
        return name.ToString();
    }

    /// <returns>The name without the prefix that all its kind have: <c>giveaway_results</c>; <c>unknown</c> when nothing is left.</returns>
    public static string Snake(Type type, string prefix) => Known.GetOrAdd((type, prefix), static key =>
        key.Item1.Name[key.Item2.Length..] is { Length: > 0 } rest ? JsonNamingPolicy.SnakeCaseLower.ConvertName(rest) : "unknown");
}
