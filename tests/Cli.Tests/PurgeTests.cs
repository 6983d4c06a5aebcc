namespace Collector.Cli.Tests;

public sealed class PurgeTests(Scene scene) : IClassFixture<Scene>
{
    [Fact]
    public async Task WhatNobodyElseShowsIsDeletedAndTheRestStays()
    {
        // The same pictures by their content, but for one channel's more.
        var gone = scene.Export("gone", new() { ChatId = 401, Messages = 90, PictureEvery = 10 });
        var kept = scene.Export("kept", new() { ChatId = 402, Messages = 45, PictureEvery = 10 });
        Assert.Equal(0, await scene.Shell().RunAsync("--once", gone, kept));
        var shared = await scene.QueryAsync<long>("select count(distinct image_id) from messages m join channels c on c.id = m.channel_id where handle = 'kept' and image_id is not null");
        Assert.Equal(9, Files());

        var asked = scene.Shell();
        Assert.Equal(2, await asked.RunAsync("channels", "remove", "gone", "--purge"));
        Assert.Equal("Purging deletes messages and images for good: say --yes.", asked.Error.TrimEnd());
        Assert.Equal(135, await scene.QueryAsync<long>("select count(*) from messages"));

        var shell = scene.Shell();
        Assert.Equal(0, await shell.RunAsync("channels", "remove", "gone", "--purge", "--yes"));
        Assert.Equal($"Purged gone: 90 messages and {9 - shared} image files are deleted.", shell.Out.TrimEnd());

        Assert.Equal(45, await scene.QueryAsync<long>("select count(*) from messages"));
        Assert.Equal(shared, await scene.QueryAsync<long>("select count(*) from images"));
        Assert.Equal(shared, Files());
        Assert.Equal(1, await scene.QueryAsync<long>("select count(*) from channels"));
        Assert.Equal(1, await scene.QueryAsync<long>("select count(*) from coverage"));
        Assert.Equal(0, await scene.QueryAsync<long>("select count(*) from images i where not exists (select from channels c where c.id = i.channel_id)"));
        Assert.Equal(0, await scene.Shell().RunAsync("verify"));

        // And it can come back.
        Assert.Equal(0, await scene.Shell().RunAsync("--once", gone));
        Assert.Equal(9, Files());
        Assert.Equal(0, await scene.Shell().RunAsync("verify"));
    }

    [Fact]
    public async Task ARemovedChannelCanStillBePurged()
    {
        Assert.Equal(0, await scene.Shell().RunAsync("--once", scene.Export("late", new() { ChatId = 403, Messages = 20 })));
        Assert.Equal(0, await scene.Shell().RunAsync("channels", "remove", "late"));
        Assert.Equal(2, await scene.Shell().RunAsync("channels", "remove", "late"));

        Assert.Equal(0, await scene.Shell().RunAsync("channels", "remove", "late", "--purge", "--yes"));
        Assert.Equal(0, await scene.QueryAsync<long>("select count(*) from channels where handle = 'late'"));
    }

    [Fact]
    public async Task WhatIsAddedAgainMeanwhileStays()
    {
        Assert.Equal(0, await scene.Shell().RunAsync("--once", scene.Export("again", new() { ChatId = 404, Messages = 20, PictureEvery = 10 })));
        var files = Files();
        await scene.QueryAsync<int?>("""
            create function again() returns trigger language plpgsql as $$ begin update channels set state = 'active' where handle = 'again'; return null; end $$;
            create trigger again after delete on messages for each statement execute function again()
            """);

        var shell = scene.Shell();
        Assert.Equal(1, await shell.RunAsync("channels", "remove", "again", "--purge", "--yes"));

        Assert.Equal("again: The channel was added again meanwhile, so nothing was deleted.", shell.Error.TrimEnd());
        Assert.Equal(20, await scene.QueryAsync<long>("select count(*) from messages m join channels c on c.id = m.channel_id where c.handle = 'again'"));
        Assert.Equal(files, Files());
        await scene.QueryAsync<int?>("drop trigger again on messages");
    }

    int Files() => Directory.GetFiles(scene.Images, "*.jpg", SearchOption.AllDirectories).Length;
}
