using System.Collections;
using System.Text.Json;
using Collector.Contracts;
using Collector.Sources;
using TL;

namespace Collector.Telegram.Mapping;

/// <summary>
/// A TL object as JSON: <c>_</c> is its constructor, the members are named as in the schema, a flag that is set is <c>true</c>, what is absent is left out,
/// dates are Unix seconds, bytes are base64. Nothing that expires or belongs to one account is in it.
/// </summary>
static class TlJson
{
    /// <returns>With the number of the schema's layer as <c>_layer</c>.</returns>
    public static RawJson Map(IObject value, JsonOutput output)
    {
        var writer = output.Begin();
        writer.WriteStartObject();
        writer.WriteNumber("_layer"u8, Layer.Version);
        WriteMembers(writer, value);
        writer.WriteEndObject();
        return output.End();
    }

    public static void WriteMembers(Utf8JsonWriter writer, IObject value)
    {
        var type = TlType.Of(value.GetType());
        writer.WriteString("_"u8, type.Name);
        ulong flags = 0;
        foreach (var member in type.Members)
            if (member.FlagsShift is { } shift)
                flags |= WriteFlags(writer, member, value) << shift;
            else if (!member.IsOmitted && (member.Bit is not { } bit || (flags & (1UL << bit)) != 0))
                member.Write(writer, value);
    }

    public static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(PlainText.Of(text));
                break;
            case byte[] bytes:
                writer.WriteBase64StringValue(bytes);
                break;
            case DateTime date:
                writer.WriteNumberValue(UnixSeconds(date));
                break;
            case IEnumerable list:
                writer.WriteStartArray();
                foreach (var item in list)
                    WriteValue(writer, item);
                writer.WriteEndArray();
                break;
            case IObject item:
                writer.WriteStartObject();
                WriteMembers(writer, item);
                writer.WriteEndObject();
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number:
                WriteDouble(writer, number);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case TL.Int128 number:
                writer.WriteBase64StringValue(number.raw);
                break;
            case TL.Int256 number:
                writer.WriteBase64StringValue(number.raw);
                break;
            case Enum constructor:
                writer.WriteStringValue(JsonNamingPolicy.CamelCase.ConvertName(constructor.ToString()));
                break;
            default:
                throw new NotSupportedException($"TL has no values of type {value.GetType()}.");
        }
    }

    // JSON has no NaN and no infinity.
    public static void WriteDouble(Utf8JsonWriter writer, double number)
    {
        if (double.IsFinite(number))
            writer.WriteNumberValue(number);
        else
            writer.WriteNullValue();
    }

    // As the library writes them to the wire: no date is 0, for ever is the highest number.
    public static long UnixSeconds(DateTime date) => Math.Clamp((date.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond, 0, int.MaxValue);

    static ulong WriteFlags(Utf8JsonWriter writer, TlMember member, IObject value)
    {
        var flags = member.Flags(value);
        foreach (var (mask, name) in member.FlagNames)
            if ((flags & mask) != 0)
                writer.WriteBoolean(name, true);
        return flags;
    }
}
