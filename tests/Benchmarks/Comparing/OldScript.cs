using Collector.Benchmarks.Simulation;
using Collector.Contracts;
using Dapper;
using Npgsql;

namespace Collector.Benchmarks.Comparing;

/// <summary>What people run today: page after page, images into a folder, rows by an insert for each page. Told to wait, a call waits and is made again.</summary>
sealed class OldScript(SimulatedAccount account, NpgsqlDataSource database, string folder, CancellationToken cancellationToken = default)
{
    const int ChannelsAtOnce = 4;

    public static Task CreateTableAsync(NpgsqlConnection connection)
    {
        const string sql = "create table script_messages (channel text not null, id int not null, posted_at timestamptz not null, text text not null, views int, image text, raw jsonb, primary key (channel, id))";
        return connection.ExecuteAsync(sql);
    }

    /// <summary>One call at a time.</summary>
    public async Task SequentialAsync(IEnumerable<SimulatedChannel> channels)
    {
        foreach (var channel in channels)
            await ReadAsync(channel, async images =>
            {
                foreach (var image in images)
                    await DownloadAsync(channel, image);
            });
    }

    /// <summary>The images of a page at once.</summary>
    public async Task ConcurrentImagesAsync(IEnumerable<SimulatedChannel> channels)
    {
        foreach (var channel in channels)
            await ReadAsync(channel, images => Task.WhenAll(images.Select(image => DownloadAsync(channel, image))));
    }

    /// <summary>Four channels at once; the next four wait for the slowest.</summary>
    public async Task BatchesAsync(IEnumerable<SimulatedChannel> channels)
    {
        foreach (var batch in channels.Chunk(ChannelsAtOnce))
            await Task.WhenAll(batch.Select(channel => ConcurrentImagesAsync([channel])));
    }

    async Task ReadAsync(SimulatedChannel channel, Func<IEnumerable<CollectedMessage>, Task> download)
    {
        await PatientlyAsync(async () =>
        {
            await account.LookAsync(cancellationToken);
            return true;
        });
        for (var upTo = int.MaxValue; ;)
        {
            var page = await PatientlyAsync(() => account.HistoryAsync(channel, upTo, cancellationToken));
            await StoreAsync(channel, page);
            await download(page.Where(message => message.ImageId is not null));
            if (page.Count < SimulatedChannel.Page)
                return;
            upTo = page[0].Id - 1;
        }
    }

    async Task StoreAsync(SimulatedChannel channel, IReadOnlyList<CollectedMessage> page)
    {
        const string sql = """
            insert into script_messages (channel, id, posted_at, text, views, image, raw)
            select @Title, id, posted_at, text, views, image, raw::jsonb
            from unnest(@ids, @dates, @texts, @views, @images, @raws) as message(id, posted_at, text, views, image, raw)
            on conflict do nothing
            """;
        var rows = new
        {
            channel.Title,
            ids = page.Select(message => message.Id).ToArray(),
            dates = page.Select(message => message.PostedAt.UtcDateTime).ToArray(),
            texts = page.Select(message => message.Text).ToArray(),
            views = page.Select(message => message.Views).ToArray(),
            images = page.Select(message => message.ImageId).ToArray(),
            raws = page.Select(message => message.Raw?.ToString()).ToArray(),
        };
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, rows);
    }

    async Task DownloadAsync(SimulatedChannel channel, CollectedMessage message)
    {
        var bytes = await PatientlyAsync(() => account.ImageAsync(SimulatedImage.Number(message.ImageId!), cancellationToken));
        await File.WriteAllBytesAsync(Path.Combine(folder, $"{channel.Title}_{message.Id}.jpg"), bytes);
    }

    async Task<T> PatientlyAsync<T>(Func<Task<T>> call)
    {
        while (true)
        {
            try
            {
                return await call();
            }
            catch (RefusedException refused)
            {
                await Task.Delay(refused.Wait, cancellationToken);
            }
        }
    }
}
