using Collector.Contracts;
using Collector.Telegram.Mapping;
using TL;

namespace Collector.Telegram.Tests;

public sealed class MappingMessageTests
{
    static readonly DateTime Noon = new(2024, 5, 1, 12, 0, 0, DateTimeKind.Utc);
    static readonly PeerChannel Here = new() { channel_id = 5 };

    [Fact]
    public void AChannelsPostIsSentByTheChannelItself()
    {
        var message = Map(new Message { id = 7, peer_id = Here, date = Noon, message = "Hello" });

        Assert.Equal(new() { Id = 7, PostedAt = Noon, Kind = "message", SenderId = "channel5", SenderName = "News", Text = "Hello" }, message);
    }

    [Fact]
    public void EveryMemberOfAMessageHasItsColumn()
    {
        var message = Map(new Message
        {
            flags = Message.Flags.has_views | Message.Flags.has_edit_date | Message.Flags.has_grouped_id | Message.Flags.has_from_id
                | Message.Flags.has_via_bot_id | Message.Flags.has_ttl_period | Message.Flags.noforwards,
            id = 8,
            peer_id = Here,
            from_id = new PeerUser { user_id = 9 },
            date = Noon,
            edit_date = Noon.AddHours(1),
            message = "a link",
            entities = [new MessageEntityTextUrl { offset = 2, length = 4, url = "https://x.test" }, new MessageEntityStrike { offset = 0, length = 1 }, new MessageEntityCustomEmoji { length = 1, document_id = 3 }],
            post_author = "Editor",
            reply_to = new MessageReplyHeader { reply_to_msg_id = 4 },
            fwd_from = new()
            {
                flags = MessageFwdHeader.Flags.has_channel_post,
                from_id = new PeerChannel { channel_id = 6 },
                from_name = "unused",
                channel_post = 77,
                date = Noon,
                post_author = "Signed",
            },
            views = 10,
            forwards = 0,
            replies = new() { replies = 2 },
            grouped_id = 99,
            via_bot_id = 8,
            ttl_period = 86_400,
            reactions = new()
            {
                results =
                [
                    new() { reaction = new ReactionEmoji { emoticon = "❤" }, count = 3 },
                    new() { reaction = new ReactionCustomEmoji { document_id = 12 }, count = 2 },
                    new() { reaction = new ReactionPaid(), count = 1 },
                ],
            },
        });

        Assert.Equal(
            new()
            {
                Id = 8,
                PostedAt = Noon,
                EditedAt = Noon.AddHours(1),
                Kind = "message",
                Author = "Editor",
                SenderId = "user9",
                SenderName = "Ann Lee",
                Text = "a link",
                Entities = RawJson.Parse("""[{"type":"text_link","offset":2,"length":4,"href":"https://x.test"},{"type":"strikethrough","offset":0,"length":1},{"type":"custom_emoji","offset":0,"length":1,"document_id":"3"}]"""),
                ReplyTo = 4,
                ForwardedFrom = RawJson.Parse("""{"name":"Source","id":"channel6","message_id":77,"date":"2024-05-01T12:00:00Z","author":"Signed"}"""),
                Views = 10,
                Forwards = 0,
                Replies = 2,
                GroupedId = 99,
                Reactions = RawJson.Parse("""[{"type":"emoji","count":3,"emoji":"❤"},{"type":"custom_emoji","count":2,"document_id":"12"},{"type":"paid","count":1}]"""),
                ViaBot = "gif",
                TtlPeriod = 86_400,
                NoForwards = true,
            },
            message);
    }

    [Fact]
    public void ABotWhoseNameIsUnknownIsItsId() =>
        Assert.Equal("77", Map(new Message { flags = Message.Flags.has_via_bot_id, peer_id = Here, date = Noon, via_bot_id = 77 })!.ViaBot);

    [Fact]
    public void AServiceMessageMayLiveForATime() =>
        Assert.Equal(60, Map(new MessageService { flags = MessageService.Flags.has_ttl_period, peer_id = Here, date = Noon, ttl_period = 60 })!.TtlPeriod);

    [Fact]
    public void AnIdWithoutAMessageIsNoRow() => Assert.Null(Map(new MessageEmpty { id = 3 }));

    [Fact]
    public void AReplyToAnotherChatIsNoReplyInThisOne() => Assert.Null(Map(new Message
    {
        peer_id = Here,
        date = Noon,
        reply_to = new MessageReplyHeader { reply_to_msg_id = 4, reply_to_peer_id = new PeerChannel { channel_id = 6 } },
    })!.ReplyTo);

    [Fact]
    public void TextIsStorableAndItsEntitiesStayOnTheirWords()
    {
        var message = Map(new Message { peer_id = Here, date = Noon, message = "a\0 bold\ud800", entities = [new MessageEntityBold { offset = 3, length = 4 }] })!;

        Assert.Equal("a bold\ufffd", message.Text);
        Assert.Equal("""[{"type":"bold","offset":2,"length":4}]""", message.Entities.ToString());
    }

    [Fact]
    public void APinIsAServiceMessageThatNamesTheMessage()
    {
        var message = Map(new MessageService { id = 9, peer_id = Here, date = Noon, action = new MessageActionPinMessage(), reply_to = new MessageReplyHeader { reply_to_msg_id = 4 } })!;

        Assert.Equal(("service", """{"action":"pin_message","message_id":4}"""), (message.Kind, message.Media.ToString()));
    }

    [Fact]
    public void InvitedPeopleAreNamed()
    {
        var message = Map(new MessageService { peer_id = Here, date = Noon, action = new MessageActionChatAddUser { users = [9, 10] } })!;

        Assert.Equal("""{"action":"invite_members","members":["Ann Lee",null]}""", message.Media.ToString());
    }

    static CollectedMessage? Map(MessageBase message)
    {
        using var context = Pages.Context(keepRaw: false);
        return MessageMapper.Map(message, context);
    }
}
