using System.Security.Cryptography;
using Collector.Database;
using Collector.Testing;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Scheduler.Tests;

public sealed class LandedSchemaTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    const string Prefix = "Collector.Database.Migrations.";

    // Files that landed are never edited: databases have run them.
    static readonly Dictionary<string, string> Landed = new()
    {
        ["0001_ledger.sql"] = "c71ce69760f1cf18",
        ["0002_messages.sql"] = "5b344daab6a98bc1",
        ["0003_images.sql"] = "74c09f6141992ecc",
        ["0004_views.sql"] = "e396eb187c404480",
        ["0005_accounts.sql"] = "f83fe8eee55e41c4",
    };

    // A row in every table of the first version, as its services wrote them.
    const string Rows = """
        insert into channels (source, address, handle, title, kind, telegram_id, top_message_id, sweep, fingerprint, every)
        values ('export', '/exports/news#7', 'news', 'News', 'channel', 7, 3, 1, 'abc', '30 minutes');
        insert into ranges (channel_id, span, sweep, state, round, failed_rounds, error) values (1, '[1,2)', 1, 'parked', 3, 3, 'unreadable');
        insert into collectors values ('a/1', 4, '{export}', now());
        insert into coverage (channel_id, known, seen, messages) values (1, '{[2,4)}', '{[2,4)}', 2);
        insert into messages (channel_id, message_id, posted_at, kind, text, entities, media_kind, image_id, raw, observed_at)
        values (1, 2, now(), 'message', 'Привет', '[]', 'photo', 'sha256:1', '{"id":2}', now()), (1, 3, now(), 'service', '', null, null, null, null, now());
        insert into message_versions (channel_id, message_id, observed_at, text) values (1, 2, now() - interval '1 day', 'before');
        insert into vanished (channel_id, message_id, sweep, found_at, asked_at) values (1, 3, 1, now(), now());
        insert into images (image_id, state, sha256, path, mime, bytes, width, height, attempts, channel_id, message_id, location, stored_at)
        values ('sha256:1', 'stored', repeat('ab', 32), 'ab/cd.jpg', 'image/jpeg', 10, 1, 1, 1, 1, 2, 'photos/1.jpg', now()),
               ('sha256:2', 'wanted', null, null, null, null, null, null, 0, 1, 2, null, null)
        """;

    [Fact]
    public async Task ADatabaseOfTheFirstVersionMigratesForwardWithAllItsRows()
    {
        // The journal as that version's migrator made it.
        const string journal = """
            drop schema public cascade;
            create schema public;
            create table public.schema_versions (schemaversionsid serial not null primary key, scriptname character varying(255) not null, applied timestamp without time zone not null)
            """;
        const string details = "array['via_bot', 'ttl_period', 'no_forwards']";
        const string all = $"""
            select concat(t, ' ', row) from (
                select 'channels' as t, to_jsonb(r) - array['reported_messages', 'since', 'images', 'max_image_bytes', 'swept_at', 'reader_id', 'reader_telegram_id', 'partial'] as row from channels r union all select 'ranges', to_jsonb(r) - 'account_id' from ranges r
                union all select 'collectors', to_jsonb(r) - 'account_id' from collectors r union all select 'coverage', to_jsonb(r) from coverage r
                union all select 'messages', to_jsonb(r) - {details} from messages r union all select 'message_versions', to_jsonb(r) from message_versions r
                union all select 'vanished', to_jsonb(r) from vanished r union all select 'images', to_jsonb(r) - 'waiting_since' - 'requested_at' from images r
                union all select 'view', to_jsonb(r) - {details} from collected_messages r) every
            order by 1
            """;
        var migrator = new Migrator(database.DataSource, NullLogger<Migrator>.Instance);
        await using var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(journal);
        foreach (var script in Scripts().Take(4))
            await connection.ExecuteAsync($"{Read(script)}; insert into schema_versions (scriptname, applied) values ('{script}', now())");
        await connection.ExecuteAsync(Rows);
        var before = await connection.QueryAsync<string>(all);
        Assert.False(await migrator.IsCurrentAsync(TestContext.Current.CancellationToken));

        await migrator.MigrateAsync(TestContext.Current.CancellationToken);

        Assert.True(await migrator.IsCurrentAsync(TestContext.Current.CancellationToken));
        Assert.Equal(before, await connection.QueryAsync<string>(all));
        Assert.Equal(Scripts(), await connection.QueryAsync<string>("select scriptname from schema_versions order by schemaversionsid"));
    }

    [Fact]
    public void AMigrationThatLandedIsNotEdited() =>
        Assert.Equal(Landed, Scripts().Take(Landed.Count).ToDictionary(script => script[Prefix.Length..], script => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Read(script))))[..16]));

    static IEnumerable<string> Scripts() =>
        typeof(Migrator).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    static string Read(string script)
    {
        using var reader = new StreamReader(typeof(Migrator).Assembly.GetManifestResourceStream(script)!);
        return reader.ReadToEnd();
    }
}
