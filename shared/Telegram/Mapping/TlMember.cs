using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using TL;

namespace Collector.Telegram.Mapping;

/// <summary>A member of a constructor. Numbers have their own paths, so that a page's thousands of them are not boxed.</summary>
sealed class TlMember
{
    readonly JsonEncodedText name;
    readonly Action<Utf8JsonWriter, object, JsonEncodedText> write;
    readonly Func<object, uint>? flags;

    public TlMember(FieldInfo field)
    {
        name = JsonEncodedText.Encode(field.Name.TrimEnd('_'));
        Bit = field.GetCustomAttribute<IfFlagAttribute>()?.Bit;
        IsOmitted = Omitted.IsMember(field);
        write = Writer(field);
        if (!field.FieldType.IsEnum || field.Name is not ("flags" or "flags2"))
            return;
        FlagsShift = field.Name == "flags" ? 0 : 32;
        flags = Getter<uint>(field);
        FlagNames = [.. field.FieldType.GetFields(BindingFlags.Static | BindingFlags.Public)
            .Where(flag => !flag.Name.StartsWith("has_", StringComparison.Ordinal) && !Omitted.IsFlag(flag))
            .Select(flag => (Convert.ToUInt32(flag.GetRawConstantValue(), null), JsonEncodedText.Encode(flag.Name.TrimEnd('_'))))];
    }

    /// <summary>Where the bits of this member stand among the flags; null when it holds no flags.</summary>
    public int? FlagsShift { get; }

    /// <summary>Flag that says whether the member is there; null when it always is.</summary>
    public int? Bit { get; }

    public bool IsOmitted { get; }

    public (uint Mask, JsonEncodedText Name)[] FlagNames { get; } = [];

    public ulong Flags(object owner) => flags!(owner);

    public void Write(Utf8JsonWriter writer, object owner) => write(writer, owner, name);

    static Action<Utf8JsonWriter, object, JsonEncodedText> Writer(FieldInfo field)
    {
        if (field.FieldType == typeof(int) && Getter<int>(field) is var whole)
            return (writer, owner, name) => writer.WriteNumber(name, whole(owner));
        if (field.FieldType == typeof(long) && Getter<long>(field) is var number)
            return (writer, owner, name) => writer.WriteNumber(name, number(owner));
        if (field.FieldType == typeof(DateTime) && Getter<DateTime>(field) is var date)
            return (writer, owner, name) => writer.WriteNumber(name, TlJson.UnixSeconds(date(owner)));
        var value = Getter<object?>(field);
        return (writer, owner, name) =>
        {
            writer.WritePropertyName(name);
            TlJson.WriteValue(writer, value(owner));
        };
    }

    static Func<object, T> Getter<T>(FieldInfo field)
    {
        var owner = Expression.Parameter(typeof(object));
        var value = Expression.Field(Expression.Convert(owner, field.DeclaringType!), field);
        return Expression.Lambda<Func<object, T>>(Expression.Convert(value, typeof(T)), owner).Compile();
    }
}
