using System.Reflection;
using TL;

namespace Collector.Telegram.Tests;

/// <summary>Objects of every type of the schema: empty, and with every flag and member set, as deep as it goes.</summary>
static class EveryType
{
    static readonly Type[] Types = typeof(Message).Assembly.GetTypes();

    public static IEnumerable<Type> Concrete(Type kind) => Types.Where(type => type.IsAssignableTo(kind) && !type.IsAbstract);

    public static IEnumerable<object> Of(Type type) => [Activator.CreateInstance(type)!, Filled(type, 4)!];

    static object? Filled(Type type, int depth)
    {
        if (type == typeof(string))
            return "text";
        if (type.IsArray)
            return ArrayOf(type.GetElementType()!, depth);
        if (type.IsEnum)
            return type.IsDefined(typeof(FlagsAttribute)) ? Enum.ToObject(type, uint.MaxValue) : Enum.GetValues(type).GetValue(0);
        if (type.IsPrimitive || type == typeof(DateTime) || depth == 0)
            return type.IsValueType ? Activator.CreateInstance(type) : null;
        var concrete = type.IsAbstract ? Concrete(type).First() : type;
        var value = Activator.CreateInstance(concrete)!;
        foreach (var field in concrete.GetFields(BindingFlags.Instance | BindingFlags.Public).Where(field => !field.IsInitOnly))
            field.SetValue(value, Filled(field.FieldType, depth - 1));
        return value;
    }

    static Array ArrayOf(Type type, int depth)
    {
        var array = Array.CreateInstance(type, 1);
        array.SetValue(Filled(type, depth), 0);
        return array;
    }
}
