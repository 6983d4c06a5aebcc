using System.Text.Json;
using Collector.Telegram.Mapping;
using TL;

namespace Collector.Telegram.Tests;

public sealed class MappingEveryTypeTests
{
    public static TheoryData<Type> Media => new(EveryType.Concrete(typeof(MessageMedia)));

    public static TheoryData<Type> Actions => new(EveryType.Concrete(typeof(MessageAction)));

    [Theory]
    [MemberData(nameof(Media))]
    public void AllMediaHasAKind(Type type)
    {
        foreach (MessageMedia media in EveryType.Of(type))
        {
            var message = Map(new Message { flags = Message.Flags.has_media, media = media });
            Assert.Matches("^[a-z][a-z_]+$", message.MediaKind);
        }
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public void AllActionsHaveAName(Type type)
    {
        foreach (MessageAction action in EveryType.Of(type))
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
}
