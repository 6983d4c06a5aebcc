using System.Reflection;
using System.Text.Json;
using Collector.Telegram.Mapping;
using TL;

namespace Collector.Telegram.Tests;

/// <summary>Objects of every type of the schema, first empty, then with every flag and member set, as deep as it goes.</summary>
public sealed class MappingEveryTypeTests
{
    static readonly Type[] Types = typeof(Message).Assembly.GetTypes();

    public static TheoryData<Type> Media => new(Concrete(typeof(MessageMedia)));

    public static TheoryData<Type> Actions => new(Concrete(typeof(MessageAction)));

    [Theory]
    [MemberData(nameof(Media))]
    public void AllMediaHasAKind(Type type)
    {
        foreach (var media in new[] { (MessageMedia)Activator.CreateInstance(type)!, (MessageMedia)Filled(type, 4)! })
        {
            var message = Map(new Message { flags = Message.Flags.has_media, media = media });
            Assert.Matches("^[a-z][a-z_]+$", message.MediaKind);
        }
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public void AllActionsHaveAName(Type type)
    {
        foreach (var action in new[] { (MessageAction)Activator.CreateInstance(type)!, (MessageAction)Filled(type, 4)! })
        {
            using var media = JsonDocument.Parse(Map(new MessageService { action = action }).Media!.Value.Utf8);
            Assert.Matches("^[a-z][a-z_]+$", media.RootElement.GetProperty("action").GetString());
        }
    }

    static Contracts.CollectedMessage Map(MessageBase source)
    {
        using var context = Pages.Context(images: new() { Documents = true, WebPages = true, ChannelPhotos = true });
        var message = MessageMapper.Map(source, context)!;
        foreach (var json in new[] { message.Raw, message.Media })
        {
            using var document = JsonDocument.Parse(json!.Value.Utf8, new() { AllowDuplicateProperties = false });
            Assert.DoesNotContain("access_hash", json.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("file_reference", json.ToString(), StringComparison.Ordinal);
        }
        return message;
    }

    static IEnumerable<Type> Concrete(Type kind) => Types.Where(type => type.IsAssignableTo(kind) && !type.IsAbstract);

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
