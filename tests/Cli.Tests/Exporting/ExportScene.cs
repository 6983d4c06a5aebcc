using Collector.Testing;

namespace Collector.Cli.Tests.Exporting;

/// <summary>Two collected channels, one with texts that want to be more than text.</summary>
public sealed class ExportScene : IAsyncLifetime
{
    public const string Script = "<script>alert(1)</script><img src=x onerror=alert(2)>";

    public Scene Scene { get; } = new();

    public string Folder { get; } = Directory.CreateTempSubdirectory("collector-export-").FullName;

    public async ValueTask InitializeAsync()
    {
        await Scene.InitializeAsync();
        Assert.Equal(0, await Scene.Shell().RunAsync(
            "--once",
            Scene.Export("plenty", new() { ChatId = 301, Messages = 700, PictureEvery = 50, Title = "Plenty \"of\" news, <b>daily</b>" }),
            Scene.Export("other", new() { ChatId = 302, Messages = 20, Title = "Other" })));
        // Hostile, formatted, forwarded, answered, in two pieces, edited, deleted; and what tables trip over.
        await Scene.QueryAsync<int>($$"""
            update messages m
            set text = v.text, entities = v.entities::jsonb, sender_name = v.sender, reply_to = v.reply_to, forwarded_from = v.forwarded::jsonb, views = 12345, grouped_id = null, via_bot = 'gif', ttl_period = 60, no_forwards = true,
                media_kind = null, media = null, image_id = null, reactions = '[{"type": "emoji", "emoji": "<i>👍</i>", "count": 7}]', deleted_at = v.deleted_at::timestamptz
            from channels c, (values
                (2, '{{Script}}', null, '{{Script}}', null, '{"name": "{{Script}}"}', null),
                (3, 'bold link here and 🦊 code', '[{"type":"bold","offset":0,"length":9},{"type":"text_link","offset":5,"length":9,"href":"https://example.org/?a=1&b=\"2"},{"type":"code","offset":19,"length":7}]', 'Anna', 2, null, null),
                (4, 'click me', '[{"type":"text_link","offset":0,"length":8,"href":"javascript:alert(3)"}]', 'Anna', 999999, null, '2024-01-01 00:00:00.123456Z'),
                (5, '=HYPERLINK("http://x","y")', null, 'Anna', null, null, null),
                (6, E'one, "two"\r\nthree;\n\\.\n', null, '', null, null, null)
            ) v (place, text, entities, sender, reply_to, forwarded, deleted_at)
            where c.handle = 'plenty' and m.channel_id = c.id and m.message_id = (select message_id from messages where channel_id = c.id order by message_id offset v.place - 1 limit 1)
            """);
        await Scene.QueryAsync<int>("update messages m set reply_to = (select message_id from messages where channel_id = m.channel_id order by message_id offset 1 limit 1) where reply_to = 2");
        await Scene.QueryAsync<int>("update messages m set grouped_id = 77 from channels c where c.handle = 'plenty' and c.id = m.channel_id and m.image_id is not null and m.message_id in (select message_id from messages where channel_id = c.id and image_id is not null order by message_id limit 1)");
    }

    public async ValueTask DisposeAsync()
    {
        await Scene.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    internal async Task<TestShell> ExportAsync(int code, params string[] args)
    {
        var shell = Scene.Shell();
        var ended = await shell.RunAsync(["export", .. args]);
        Assert.True(ended == code, $"It ended with {ended}: {shell.Error}");
        return shell;
    }

    public string PathOf(string name) => Path.Combine(Folder, name);
}
