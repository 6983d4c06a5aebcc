using Collector.FakeTelegram;
using Collector.FakeTelegram.Worlds;
using TL;
using WTelegram;

namespace Collector.Telegram.Tests;

public sealed class FakeTelegramHistoryTests : IAsyncLifetime
{
    readonly World world = new();
    FakeTelegramServer server = null!;
    Client client = null!;

    public async ValueTask InitializeAsync()
    {
        server = await FakeTelegramServer.StartAsync(world);
        client = await FakeClient.SignedInAsync(server, world.AddAccount("1"));
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task PageByPageTheWholeChannelIsRead()
    {
        var chat = world.AddChannel("News", messages: 950, username: "news");
        var channel = await ResolveAsync("news");

        var read = new List<MessageBase>();
        for (var offset = 0; await client.Messages_GetHistory(channel, offset_id: offset) is { Messages.Length: > 0 } page; offset = read[^1].ID)
        {
            Assert.Equal(950, page.Count);
            Assert.All(page.Messages, message => Assert.All(Speaks(message), peer => Assert.NotNull(page.UserOrChat(peer))));
            read.AddRange(page.Messages);
        }

        Assert.Equal(950, read.Count);
        Assert.Equal(chat.MessageIds, read.Select(message => message.ID));
        Assert.True(chat.TopMessageId > 950);
        Assert.Equal(chat.MessageIds.Select(id => Text(chat.Message(id))), read.Select(Text));
        Assert.Equal(Enumerable.Order(read.Select(message => message.Date)), read.Select(message => message.Date).Reverse());
    }

    [Theory]
    [InlineData(0, 0, 3, 0, 0, "10 9 8")]
    [InlineData(8, 0, 3, 0, 0, "7 6 5")]
    [InlineData(8, 2, 3, 0, 0, "5 4 3")]
    [InlineData(8, -2, 4, 0, 0, "9 8 7 6")]
    [InlineData(8, -5, 6, 0, 0, "10 9 8 7")]
    [InlineData(0, 0, 100, 7, 0, "10 9 8")]
    [InlineData(0, 0, 100, 0, 3, "2 1")]
    [InlineData(2, 0, 100, 0, 0, "1")]
    [InlineData(1, 0, 100, 0, 0, "")]
    public async Task APageBeginsAndEndsWhereItShould(int offset, int addOffset, int limit, int min, int max, string expected)
    {
        world.AddChannel("Ten", messages: 10, username: "exactly_ten", new() { Gaps = 0 });

        var page = await client.Messages_GetHistory(await ResolveAsync("exactly_ten"), offset, default, addOffset, limit, max, min);

        Assert.Equal(expected, string.Join(' ', page.Messages.Select(message => message.ID)));
    }

    [Fact]
    public async Task EveryKindOfMessageArrivesAsItWasWritten()
    {
        var chat = world.AddChannel("Kinds", username: "kinds");
        var ids = chat.AddOneOfEachKind();

        var page = await client.Messages_GetHistory(await ResolveAsync("kinds"));

        Assert.Equal(ids.Values.Reverse(), page.Messages.Select(message => message.ID));
        var read = page.Messages.ToDictionary(message => message.ID);
        Assert.All(ids, kind => Assert.Equal(MediaName(chat.Message(kind.Value)), MediaName(read[kind.Value])));
        Assert.IsType<MessageMediaPoll>(((Message)read[ids["poll"]]).media);
        Assert.NotEmpty(((Photo)((MessageMediaPhoto)((Message)read[ids["photo"]]).media).photo).file_reference);
    }

    [Fact]
    public async Task WhatIsEditedDeletedAndAddedIsSeen()
    {
        var chat = world.AddChannel("News", messages: 10, username: "news", new() { Gaps = 0, Albums = 0, Service = 0 });
        var channel = await ResolveAsync("news");

        chat.Edit(5, message => message.message = "edited");
        chat.Delete(7, 8);
        chat.Skip(3);
        var added = chat.Add("new");

        var page = await client.Messages_GetHistory(channel);
        var edited = Assert.IsType<Message>(page.Messages.Single(message => message.ID == 5));
        Assert.Equal([14, 10, 9, 6, 5, 4, 3, 2, 1], page.Messages.Select(message => message.ID));
        Assert.Equal((14, 9, "edited"), (added, page.Count, edited.message));
        Assert.True(edited.edit_date > edited.date);
    }

    [Fact]
    public async Task MessagesAreFoundByTheirIds()
    {
        var chat = world.AddChannel("News", messages: 10, username: "news", new() { Gaps = 0 });
        chat.Delete(4);
        var channel = await ResolveAsync("news");

        var found = await client.Channels_GetMessages(channel, 3, 4, 99);

        Assert.Equal(["3 Message", "4 MessageEmpty", "99 MessageEmpty"], found.Messages.Select(message => $"{message.ID} {message.GetType().Name}"));
        var tooMany = await Assert.ThrowsAsync<RpcException>(() => client.Channels_GetMessages(channel, [.. Enumerable.Range(1, 101).Select(id => new InputMessageID { id = id })]));
        Assert.Equal("MSG_IDS_TOO_MANY", tooMany.Message);
    }

    [Fact]
    public async Task AMigratedGroupHasAnOlderHalf()
    {
        var group = world.AddBasicGroup("Crew", messages: 120);
        group.Join(world.Accounts.Single());
        var last = group.TopMessageId;
        var successor = group.Migrate(messages: 30);

        var dialogs = await client.Messages_GetAllDialogs();
        var channel = (Channel)dialogs.chats[successor.Id];
        var full = (ChannelFull)(await client.Channels_GetFullChannel(channel)).full_chat;
        var page = await client.Messages_GetHistory(new InputPeerChat(group.Id), limit: 100);

        Assert.Equal(group.Id, full.migrated_from_chat_id);
        Assert.True(full.migrated_from_max_id > last);
        Assert.Equal(successor.Id, ((Chat)dialogs.chats[group.Id]).migrated_to.ChannelId);
        Assert.Equal((100, 121), (page.Messages.Length, page.Count));
        Assert.Equal(successor.Id, ((MessageActionChatMigrateTo)((MessageService)page.Messages[0]).action).channel_id);
        Assert.Equal(page.Messages[5].ID, Assert.Single((await client.Messages_GetMessages(page.Messages[5].ID)).Messages).ID);
    }

    [Fact]
    public async Task AnAccessHashIsOfNoUseToAnotherAccount()
    {
        world.AddChannel("News", messages: 3, username: "news");
        var channel = await ResolveAsync("news");
        await using var other = await FakeClient.SignedInAsync(server, world.AddAccount("2"));

        Assert.Equal("CHANNEL_INVALID", (await Assert.ThrowsAsync<RpcException>(() => other.Messages_GetHistory(channel))).Message);
    }

    [Fact]
    public async Task PrivateBannedRenamedAndUnknownAreToldApart()
    {
        var (account, chat) = (world.Accounts.Single(), world.AddChannel("News", messages: 3, username: "news"));
        var channel = await ResolveAsync("news");

        chat.Username = null;
        Assert.Equal("CHANNEL_PRIVATE", await ErrorAsync(() => client.Messages_GetHistory(channel)));
        Assert.IsType<ChannelForbidden>((await client.Channels_GetChannels(channel)).chats[chat.Id]);
        Assert.Equal("News", Assert.IsType<ChatInvite>(await client.Messages_CheckChatInvite(chat.InviteHash)).title);
        chat.Join(account);
        Assert.Equal(3, (await client.Messages_GetHistory(channel)).Messages.Length);
        Assert.IsType<ChatInviteAlready>(await client.Messages_CheckChatInvite(chat.InviteHash));
        chat.Ban(account);
        Assert.Equal("CHANNEL_PRIVATE", await ErrorAsync(() => client.Messages_GetHistory(channel)));
        chat.Username = "renamed";
        Assert.Equal("USERNAME_NOT_OCCUPIED", await ErrorAsync(() => client.Contacts_ResolveUsername("news")));
        Assert.Equal("USERNAME_INVALID", await ErrorAsync(() => client.Contacts_ResolveUsername("no name")));
        Assert.Equal("INVITE_HASH_EXPIRED", await ErrorAsync(() => client.Messages_CheckChatInvite("nothing")));
    }

    [Fact]
    public async Task WhatIsHiddenFromMembersIsNotShown()
    {
        var chat = world.AddSupergroup("Crew", messages: 10, username: "crew_talk", new() { Gaps = 0 });
        chat.AvailableMinId = 6;
        chat.NoForwards = true;
        var channel = await ResolveAsync("crew_talk");

        var full = (ChannelFull)(await client.Channels_GetFullChannel(channel)).full_chat;

        Assert.Equal(6, full.available_min_id);
        Assert.True(channel.flags.HasFlag(Channel.Flags.noforwards));
        Assert.Equal([10, 9, 8, 7], (await client.Messages_GetHistory(channel)).Messages.Select(message => message.ID));
    }

    [Fact]
    public async Task AMillionMessagesNeedNoMemory()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var chat = world.AddChannel("Large", messages: 1_000_000, username: "large");
        var page = await client.Messages_GetHistory(await ResolveAsync("large"), offset_id: 500_000);

        Assert.Equal((100, 1_000_000), (page.Messages.Length, page.Count));
        Assert.Equal(chat.Count, page.Count);
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 5_000_000);
    }

    [Fact]
    public void TheSameSeedMakesTheSameWorld()
    {
        Assert.Equal(Bytes(7), Bytes(7));
        Assert.NotEqual(Bytes(7), Bytes(8));

        static IEnumerable<string> Bytes(int seed)
        {
            var chat = new World(seed).AddSupergroup("Crew", messages: 300);
            return chat.MessageIds.Select(id => Convert.ToHexString(chat.Message(id).ToBytes()));
        }
    }

    static string MediaName(MessageBase? message) => (message as Message)?.media?.GetType().Name ?? (message as MessageService)?.action.GetType().Name ?? "";

    static string Text(MessageBase? message) => message is Message { message: var text } ? text : MediaName(message);

    static IEnumerable<Peer> Speaks(MessageBase message) =>
        new[] { message.Peer, message.From, (message as Message)?.fwd_from?.from_id }.OfType<Peer>();

    static async Task<string> ErrorAsync(Func<Task> call) => (await Assert.ThrowsAsync<RpcException>(call)).Message;

    async Task<Channel> ResolveAsync(string username) => (Channel)(await client.Contacts_ResolveUsername(username)).Chat;
}
