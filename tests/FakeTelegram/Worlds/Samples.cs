using TL;

namespace Collector.FakeTelegram.Worlds;

/// <summary>One message of each kind.</summary>
static class Samples
{
    public static IEnumerable<(string Kind, MessageBase Message)> All(World world, FakeChat chat)
    {
        yield return ("created", Service(new MessageActionChannelCreate { title = chat.Title }));
        yield return ("text", new Message { message = "Ships in the harbour" });
        yield return ("formatted text", new Message
        {
            message = "Bold ⚓ and linked",
            entities = [new MessageEntityBold { offset = 0, length = 4 }, new MessageEntityTextUrl { offset = 11, length = 6, url = "https://harbour.example/?a=1&b=2" }],
        });
        yield return ("photo", new Message { message = "With a caption", media = Photo(world) });
        yield return ("photo that vanishes", new Message { media = new MessageMediaPhoto { photo = world.AddPhoto(), ttl_seconds = 10 } });
        foreach (var part in Enumerable.Range(1, 3))
            yield return ($"album {part}", new Message { message = part == 1 ? "Three at once" : "", media = Photo(world), grouped_id = chat.Id << 8 });
        foreach (var (name, create) in MediaKinds.All)
            yield return (name, new Message { message = name is "web page" ? "https://harbour.example/log?day=1&x=2" : "", media = create(Files(world, name.Length)) });
        yield return ("reply", new Message { message = "Indeed", reply_to = new MessageReplyHeader { reply_to_msg_id = 2, quote_text = "harbour", flags = MessageReplyHeader.Flags.quote } });
        yield return ("forward", new Message
        {
            message = "Seen elsewhere",
            fwd_from = new() { from_id = new PeerChannel { channel_id = People.Stranger(1) }, channel_post = 17, post_author = "Ada", date = Invention.First.UtcDateTime },
        });
        yield return ("forward of a hidden user", new Message { message = "Heard", fwd_from = new() { from_name = "Somebody", date = Invention.First.UtcDateTime } });
        yield return ("edited", new Message { message = "Corrected", edit_date = Invention.End.UtcDateTime.AddDays(1) });
        yield return ("reacted to", new Message
        {
            message = "Liked",
            views = 1234,
            forwards = 5,
            reactions = new()
            {
                results =
                [
                    new() { reaction = new ReactionEmoji { emoticon = "👍" }, count = 41 },
                    new() { reaction = new ReactionCustomEmoji { document_id = 5_000_000_000_000_000_001 }, count = 2 },
                    new() { reaction = new ReactionPaid(), count = 7 },
                ],
            },
            replies = new() { replies = 3 },
        });
        yield return ("signed", new Message { message = "Signed", post_author = "Boris" });
        yield return ("by a bot", new Message { message = "Found", via_bot_id = World.Bot });
        yield return ("protected", new Message { message = "Not to be passed on", flags = Message.Flags.noforwards });
        yield return ("timed", new Message { message = "For a day", ttl_period = 86_400 });
        yield return ("pinned", Service(new MessageActionPinMessage()));
        yield return ("new title", Service(new MessageActionChatEditTitle { title = "Another title" }));
        yield return ("new picture", Service(new MessageActionChatEditPhoto { photo = world.AddPhoto(30_000, 640, 640) }));
        yield return ("joined", Service(new MessageActionChatJoinedByLink { inviter_id = People.User(3) }));
    }

    static MessageService Service(MessageAction action) => new() { action = action };

    static MessageMediaPhoto Photo(World world) => new() { photo = world.AddPhoto() };

    static MediaKinds.Files Files(World world, int noise) => new(
        Noise.Mix(world.Seed, noise),
        bytes => world.Files.Add(id => FakeFile.Photo(id, 4, Invention.End, bytes)),
        bytes => world.Files.Add(id => FakeFile.PictureDocument(id, 4, Invention.End, bytes)),
        bytes => world.Files.Add(id => FakeFile.Document(id, 4, Invention.End, bytes)));
}
