using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using TL;

namespace Collector.FakeTelegram.Worlds;

/// <summary>TL objects have a flag for each value that they may lack; without it the value is not sent.</summary>
static class Presence
{
    static readonly ConcurrentDictionary<Type, Shape> Shapes = [];

    /// <summary>Sets the flags of all values that are there, deeply.</summary>
    public static T Mark<T>(T value)
        where T : IObject
    {
        Mark((object)value);
        return value;
    }

    static void Mark(object target)
    {
        var shape = Shapes.GetOrAdd(target.GetType(), type => new(type));
        ulong present = 0;
        foreach (var (field, bit, isNested) in shape.Fields)
        {
            if (field.GetValue(target) is not { } value || (bit is not null && value.Equals(shape.Default(field))))
                continue;
            if (bit is { } flag)
                present |= 1UL << flag;
            if (value is IEnumerable list and not string and not IDictionary and not byte[])
                foreach (var item in list)
                    MarkNested(item);
            else if (isNested)
                MarkNested(value);
        }

        shape.SetFlags(target, present);
    }

    static void MarkNested(object? value)
    {
        if (value is IObject nested)
            Mark(nested);
    }

    sealed class Shape
    {
        readonly FieldInfo? flags;
        readonly FieldInfo? flags2;
        readonly Dictionary<FieldInfo, object?> defaults = [];

        public Shape(Type type)
        {
            (flags, flags2) = (type.GetField("flags"), type.GetField("flags2"));
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public))
            {
                var bit = field.GetCustomAttribute<IfFlagAttribute>()?.Bit;
                var isNested = !field.FieldType.IsValueType && field.FieldType != typeof(string);
                if (bit is not null || isNested)
                    Fields.Add((field, bit, isNested));
                if (bit is not null && field.FieldType.IsValueType)
                    defaults[field] = Activator.CreateInstance(field.FieldType);
            }
        }

        public List<(FieldInfo Field, int? Bit, bool IsNested)> Fields { get; } = [];

        public object? Default(FieldInfo field) => defaults.GetValueOrDefault(field);

        public void SetFlags(object target, ulong present)
        {
            Set(flags, (uint)present);
            Set(flags2, (uint)(present >> 32));

            void Set(FieldInfo? field, uint bits)
            {
                if (field is not null && bits != 0)
                    field.SetValue(target, Enum.ToObject(field.FieldType, Convert.ToUInt32(field.GetValue(target), null) | bits));
            }
        }
    }
}
