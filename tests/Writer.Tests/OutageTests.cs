using Collector.Database;
using Collector.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Writer.Tests;

public sealed class OutageTests(PrivatePostgres server) : IClassFixture<PrivatePostgres>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PagesPublishedWhileTheServerIsDownAreWrittenWhenItIsBack(bool killed)
    {
        await using var source = DataSource.Create(new() { ConnectionString = server.ConnectionString });
        await new Migrator(source, NullLogger<Migrator>.Instance).MigrateAsync(TestContext.Current.CancellationToken);
        var scene = await Scene.NewAsync(source);
        await using var writer = await WriterProcess.StartAsync(server.ConnectionString);
        await writer.PublishAsync(scene.Full(0, 100, 1));
        Assert.True(await writer.WroteAsync(scene.Full(0, 100, 1)));

        await (killed ? server.KillAsync() : server.StopAsync());
        // In memory only a few pages may be under way at once: the last ones wait until the first are written.
        var published = Task.WhenAll(Enumerable.Range(1, 6).Select(page => writer.PublishAsync(scene.Full(page * 100, (page * 100) + 100, 1))));
        await Eventually.TrueAsync(() => writer.Log.Lines.Any(line => line.StartsWith("Warning: PostgreSQL is away", StringComparison.Ordinal)));
        await server.StartAsync();
        source.Clear();
        await published;

        for (var upTo = 100; upTo <= 700; upTo += 100)
            Assert.True(await writer.WroteAsync(scene.Full(upTo - 100, upTo, 1)));
        Assert.Equal((700, "{[1,701)}"), (await scene.ReadAsync<int>("select count(*) from messages where channel_id = @channel"), await scene.KnownAsync()));
        Assert.DoesNotContain(writer.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }
}
