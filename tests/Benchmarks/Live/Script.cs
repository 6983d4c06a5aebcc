using Collector.FakeTelegram.Worlds;
using TL;
using WTelegram;

namespace Collector.Benchmarks.Live;

/// <summary>What people run today: reads a channel page after page, and writes nothing. Images of a page are downloaded together, when they are.</summary>
/// <param name="client">Of an account that is signed in.</param>
sealed class Script(Client client) : IDisposable
{
    const int PageLimit = 100;

    // As many as Collector may have in flight.
    readonly SemaphoreSlim slots = new(16);
    int images;

    /// <summary>How many were downloaded, of all channels.</summary>
    public int Images => images;

    /// <returns>The photos that the channel's messages show, in their order.</returns>
    public async Task<IReadOnlyList<Photo>> ReadAsync(FakeChat channel, bool withImages)
    {
        var resolved = await client.Contacts_ResolveUsername(channel.Username);
        var photos = new List<Photo>();
        for (var offset = 0; ;)
        {
            await slots.WaitAsync();
            var page = await client.Messages_GetHistory(resolved.Chat, offset_id: offset, limit: PageLimit);
            slots.Release();
            if (page.Messages.Length == 0)
                return photos;
            var shown = page.Messages.OfType<Message>().Select(message => (message.media as MessageMediaPhoto)?.photo).OfType<Photo>().ToArray();
            photos.AddRange(shown);
            if (withImages)
                await Task.WhenAll(shown.Select(DownloadAsync));
            offset = page.Messages[^1].ID;
        }
    }

    /// <summary>Four channels at a time; the next four wait for the slowest.</summary>
    public async Task BatchesAsync(IEnumerable<FakeChat> channels)
    {
        foreach (var batch in channels.Chunk(4))
            await Task.WhenAll(batch.Select(channel => ReadAsync(channel, withImages: true)));
    }

    public async Task DownloadAsync(Photo photo)
    {
        await slots.WaitAsync();
        await client.DownloadFileAsync(photo, new MemoryStream());
        slots.Release();
        Interlocked.Increment(ref images);
    }

    public void Dispose() => slots.Dispose();
}
