using Collector.Telegram.Mapping;
using TL;

namespace Collector.Telegram.Tests;

public sealed class MappingRawTests
{
    [Fact]
    public void RawIsTheMessageWithoutWhatExpiresOrBelongsToTheAccount()
    {
        var raw = Raw(new()
        {
            flags = Message.Flags.out_ | Message.Flags.mentioned | Message.Flags.noforwards | Message.Flags.has_media | Message.Flags.has_ttl_period | Message.Flags.has_via_bot_id,
            id = 1,
            peer_id = new PeerChannel { channel_id = 5 },
            via_bot_id = 8,
            date = new(2024, 5, 1, 12, 0, 0, DateTimeKind.Utc),
            message = "Hi\0",
            views = 3,
            ttl_period = 60,
            media = new MessageMediaPhoto
            {
                flags = MessageMediaPhoto.Flags.has_photo,
                photo = new Photo { id = 3, access_hash = 4, file_reference = [1], dc_id = 2, sizes = [new PhotoStrippedSize { type = "i", bytes = [1, 2] }] },
            },
        });

        Assert.Equal(
            """{"_layer":227,"_":"message","noforwards":true,"id":1,"peer_id":{"_":"peerChannel","channel_id":5},"via_bot_id":8,"date":1714564800,"message":"Hi","media":{"_":"messageMediaPhoto","photo":{"_":"photo","id":3,"date":0,"sizes":[{"_":"photoStrippedSize","type":"i","bytes":"AQI="}],"dc_id":2}},"ttl_period":60}""",
            raw);
    }

    [Fact]
    public void AFlagOfTheSecondWordSaysWhatIsThere() => Assert.Equal(
        """{"_layer":227,"_":"message","offline":true,"id":0,"peer_id":null,"date":0,"message":"","effect":6}""",
        Raw(new() { flags2 = Message.Flags2.offline | Message.Flags2.has_effect, message = "", effect = 6, from_rank = "unset" }));

    [Fact]
    public void RawIsLeftOutWhenItIsNotKept()
    {
        using var context = Pages.Context(keepRaw: false);
        Assert.Null(MessageMapper.Map(new Message(), context)!.Raw);
    }

    static string Raw(Message message)
    {
        using var context = Pages.Context();
        return MessageMapper.Map(message, context)!.Raw.ToString()!;
    }
}
