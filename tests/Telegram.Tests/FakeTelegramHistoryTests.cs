using Collector.FakeTelegram;
using Collector.FakeTelegram.Worlds;
using TL;

namespace Collector.Telegram.Tests;

public sealed class FakeTelegramHistoryTests : IAsyncLifetime
{
    readonly World world = new();
    FakeTelegramServer server = null!;

    public async ValueTask InitializeAsync() => server = await FakeTelegramServer.StartAsync(world);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task PageByPageTheWholeChannelIsRead()
    {
        var chat = world.AddChannel("News", messages: 950, username: "news");
        await using var client = await FakeClient.SignedInAsync(server, world.AddAccount("1"));
        var channel = (Channel)(await client.Contacts_ResolveUsername("news")).Chat;

        var read = new List<int>();
        for (var offset = 0; ;)
        {
            var page = await client.Messages_GetHistory(channel, offset_id: offset);
            if (page.Messages.Length == 0)
                break;
            read.AddRange(page.Messages.Select(message => message.ID));
            offset = read[^1];
            Assert.Equal(950, page.Count);
        }

        Assert.Equal(chat.MessageIds, read);
        Assert.Equal(950, read.Count);
    }
}
