using System.Collections.Concurrent;

namespace Collector.FakeTelegram.Rpc;

/// <summary>The library's Messages_GetHistory is messages.getHistory to everybody else.</summary>
static class MethodNames
{
    static readonly ConcurrentDictionary<Type, string> Known = [];

    public static string Of(object? query) => query is null ? "unknown" : Known.GetOrAdd(query.GetType(), Name);

    static string Name(Type type) => string.Join('.', type.Name.Split('`')[0].Split('_').Select(part => char.ToLowerInvariant(part[0]) + part[1..]));
}
