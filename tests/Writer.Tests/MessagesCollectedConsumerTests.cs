using Collector.Testing;
using Dapper;
using Microsoft.Extensions.Options;

namespace Collector.Writer.Tests;

public sealed class MessagesCollectedConsumerTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task APublishedPageIsStoredAndLogged()
    {
        var scene = await Scene.NewAsync(database);
        await using var writer = await WriterProcess.StartAsync(database.ConnectionString);
        var page = scene.Full(0, 10, 1);

        await writer.PublishAsync(page);

        Assert.True(await writer.WroteAsync(page));
        Assert.Equal(10, await scene.ReadAsync<int>("select count(*) from messages where channel_id = @channel"));
        Assert.Contains("Information: birds (0, 10]: 10 messages, 10 new, 0 changed, 0 deleted", writer.Log.Lines);
    }

    [Fact]
    public async Task ABrokenPageFaultsAtOnceAndNamesItself()
    {
        var scene = await Scene.NewAsync(database);
        await using var writer = await WriterProcess.StartAsync(database.ConnectionString);

        await writer.PublishAsync(scene.Page(0, 10, 1, Scene.Message(11)));

        Assert.Equal(("birds: the page (0, 10] has a message outside of it (11); nothing of it is stored.", false), await writer.FaultAsync());
    }

    [Fact]
    public async Task APageThatPostgresRefusesFaultsAtOnceAndNamesItself()
    {
        var scene = await Scene.NewAsync(database);
        await using var writer = await WriterProcess.StartAsync(database.ConnectionString);

        await writer.PublishAsync(scene.Page(0, 10, 1, Scene.Message(1, "a\0b")));

        Assert.Equal(("birds: PostgreSQL refuses the page (0, 10]: invalid byte sequence for encoding \"UTF8\": 0x00", false), await writer.FaultAsync());
    }

    [Fact]
    public async Task APageOfARemovedChannelIsDropped()
    {
        var scene = await Scene.NewAsync(database);
        await scene.ListAsync<int>("delete from channels where id = @channel");
        await using var writer = await WriterProcess.StartAsync(database.ConnectionString);
        var page = scene.Full(0, 10, 1);

        await writer.PublishAsync(page);

        Assert.True(await writer.WroteAsync(page));
        Assert.Contains("Information: birds (0, 10]: dropped, the channel was removed", writer.Log.Lines);
    }

    [Fact]
    public async Task WhileAChannelIsPurgedItsPagesAreDroppedAndNobodyWaits()
    {
        var scene = await Scene.NewAsync(database);
        await scene.WriteAsync(scene.Full(0, 10, 1));
        await scene.ListAsync<int>("update channels set state = 'removed' where id = @channel");
        await using var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await ChannelLock.TakeAsync(connection, scene.Channel.Id, TestContext.Current.CancellationToken);
        await using var writer = await WriterProcess.StartAsync(database.ConnectionString);

        foreach (var page in new[] { scene.Full(10, 20, 1), scene.Full(0, 15, 2) })
        {
            await writer.PublishAsync(page);
            Assert.True(await writer.WroteAsync(page));
        }

        Assert.Equal(2, writer.Log.Lines.Count(line => line.EndsWith("dropped, the channel was removed", StringComparison.Ordinal)));
        Assert.DoesNotContain(writer.Log.Lines, line => line.StartsWith("Warning: PostgreSQL is away", StringComparison.Ordinal));
        Assert.Equal("{[1,11)}", await scene.KnownAsync());
    }

    [Fact]
    public async Task TooManyDeletionsAreAskedAbout()
    {
        var scene = await Scene.NewAsync(database);
        scene.Top = 100;
        await scene.WriteAsync(scene.Full(0, 100, 1));
        await using var writer = await WriterProcess.StartAsync(database.ConnectionString);
        var page = scene.Page(0, 100, 2) with { Sweep = new(2, 1, 100) };

        await writer.PublishAsync(page);

        Assert.True(await writer.WroteAsync(page));
        Assert.Contains(writer.Log.Lines, line => line.StartsWith("Warning: birds: 100 messages", StringComparison.Ordinal) && line.EndsWith("collector collect birds --accept-deletions", StringComparison.Ordinal));
    }

    [Fact]
    public async Task APageWhoseConnectionIsCutIsWrittenOverANewOne()
    {
        const string waiting = "select pid from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())";
        var scene = await Scene.NewAsync(database);
        await using var writer = await WriterProcess.StartAsync(database.ConnectionString);
        await using var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await ChannelLock.TakeAsync(connection, scene.Channel.Id, TestContext.Current.CancellationToken);
        var page = scene.Full(0, 10, 1);

        await writer.PublishAsync(page);
        await Eventually.TrueAsync(async () => await connection.ExecuteScalarAsync<int?>($"select pg_terminate_backend(pid)::int from ({waiting}) w") == 1);
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);

        Assert.True(await writer.WroteAsync(page));
        Assert.Equal(10, await scene.ReadAsync<int>("select count(*) from messages where channel_id = @channel"));
        Assert.Contains(writer.Log.Lines, line => line.StartsWith("Warning: PostgreSQL is away", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhileTheDiskIsFullPagesWaitAndNoneFails()
    {
        var scene = await Scene.NewAsync(database);
        await scene.ListAsync<int>("""
            create function no_room() returns trigger language plpgsql as $$ begin raise exception 'No space left on device' using errcode = 'disk_full'; end $$;
            create trigger no_room before insert on messages for each statement execute function no_room()
            """);
        await using var writer = await WriterProcess.StartAsync(database.ConnectionString);
        var pages = new[] { scene.Full(0, 10, 1), scene.Full(10, 20, 1) };

        foreach (var page in pages)
            await writer.PublishAsync(page);
        await Eventually.TrueAsync(() => writer.Log.Lines.Contains("Error: PostgreSQL's disk is full; what is to be stored waits until there is room: 53100: No space left on device"));
        await scene.ListAsync<int>("drop function no_room cascade");

        foreach (var page in pages)
            Assert.True(await writer.WroteAsync(page));
        Assert.Equal(2, writer.Log.Lines.Count(line => line.Contains("PostgreSQL", StringComparison.Ordinal)));
        Assert.Equal("{[1,21)}", await scene.KnownAsync());
    }

    [Fact]
    public async Task ALimitOfNoPageAtAllEndsTheStart()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => WriterProcess.StartAsync(database.ConnectionString, ("WRITER_CONCURRENT_LIMIT", "0")));

        Assert.Contains("WRITER_CONCURRENT_LIMIT must be from 1 to 1000.", refused.Message);
    }
}
