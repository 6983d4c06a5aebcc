using System.Text.Json;
using System.Text.Json.Nodes;
using Collector.Contracts;
using Collector.Telegram.Mapping;
using TL;

namespace Collector.Telegram.Tests;

/// <summary>What the mapping makes of a message is what is stored of it, when it came over the wire, of all media and all service messages there are.</summary>
public sealed class LiveEveryKindTests
{
    static readonly JsonSerializerOptions Columns = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    [Fact]
    public async Task EveryKindIsStoredAsItIsMapped()
    {
        await using var scene = await LiveScene.NewAsync();
        // No server has the files that they name.
        scene.Stack.Settings["IMAGES"] = "none";
        await scene.LoggedInAsync("491701");
        var kinds = scene.World.AddChannel("Kinds", username: "kinds");
        kinds.AddOneOfEachKind();
        foreach (var message in Messages())
            kinds.Add(message);
        await scene.AddAsync("@kinds");

        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();

        using var context = await ContextAsync(scene);
        var rows = await StoredRows.ReadAsync(scene.Stack);
        Assert.Equal(kinds.MessageIds.Order(), rows.Select(row => (int)row["message_id"]!));
        foreach (var row in rows)
        {
            var message = kinds.Message((int)row["message_id"]!)!;
            var expected = JsonSerializer.SerializeToNode(MessageMapper.Map(message, context), Columns)!.AsObject();
            expected["message_id"] = (int)row["message_id"]!;
            expected.Remove("id");
            expected["no_forwards"] ??= false;
            (expected["deleted_at"], expected["image_sha256"]) = (null, null);
            Assert.True(JsonNode.DeepEquals(expected, row), $"{message}\n{expected}\n{row}");
        }
        Assert.Superset(EveryType.Concrete(typeof(MessageMedia)).ToHashSet(), kinds.MessageIds.Select(kinds.Message).OfType<Message>().Select(message => message.media?.GetType()).ToHashSet()!);
        Assert.Superset(EveryType.Concrete(typeof(MessageAction)).ToHashSet(), kinds.MessageIds.Select(kinds.Message).OfType<MessageService>().Select(message => message.action.GetType()).ToHashSet());
    }

    static IEnumerable<MessageBase> Messages()
    {
        foreach (var media in MappingMediaTests.Media)
            yield return new Message { media = media.Data.Item4 };
        foreach (var media in EveryType.Concrete(typeof(MessageMedia)).SelectMany(EveryType.Of))
            yield return new Message { media = (MessageMedia)media };
        foreach (var action in EveryType.Concrete(typeof(MessageAction)).SelectMany(EveryType.Of))
            yield return new MessageService { action = (MessageAction)action };
    }

    /// <summary>The people and channels that its pages name, as another account sees them.</summary>
    static async Task<MappingContext> ContextAsync(LiveScene scene)
    {
        await using var client = await FakeClient.SignedInAsync(scene.Server, scene.World.AddAccount("491702"));
        var channel = (Channel)(await client.Contacts_ResolveUsername("kinds")).Chat;
        var (users, chats) = (new Dictionary<long, User>(), new Dictionary<long, ChatBase>());
        for (var offset = 0; await client.Messages_GetHistory(channel, offset) is Messages_ChannelMessages { messages: [.., var last] } page; offset = last.ID)
        {
            foreach (var (id, user) in page.users)
                users[id] = user;
            foreach (var (id, chat) in page.chats)
                chats[id] = chat;
        }
        return new(users, chats) { Images = new() { Photos = false } };
    }
}
