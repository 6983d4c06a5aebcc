using System.Collections.Concurrent;
using System.Reflection;

namespace Collector.Telegram.Mapping;

/// <summary>A constructor of the schema, looked at once.</summary>
sealed class TlType
{
    static readonly ConcurrentDictionary<Type, TlType> Known = [];

    TlType(Type type)
    {
        Name = TlNames.Of(type);
        // The flags come first: they say which of the others are there.
        Members = [.. type.GetFields(BindingFlags.Instance | BindingFlags.Public).Select(field => new TlMember(field)).OrderBy(member => member.FlagsShift is null)];
    }

    public string Name { get; }

    public TlMember[] Members { get; }

    public static TlType Of(Type type) => Known.GetOrAdd(type, static type => new(type));
}
