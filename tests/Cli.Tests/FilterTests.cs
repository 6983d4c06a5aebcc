namespace Collector.Cli.Tests;

public sealed class FilterTests(Scene scene) : IClassFixture<Scene>
{
    [Fact]
    public async Task AFilteredChannelBecomesCompleteAndAWiderFilterFetchesTheRest()
    {
        const string narrow = "channel_id = (select id from channels where handle = 'narrow')";
        var export = scene.Export("narrow", new() { Seed = 501, ChatId = 501, Messages = 3000, PictureEvery = 300 });
        Assert.Equal(0, await AddAsync(export, "--since", "2019-03-05", "--no-images"));
        Assert.Equal(0, await scene.Shell().RunAsync("collect", "narrow"));

        var expected = await CountAsync($"{narrow} and posted_at >= '2019-03-05Z'");
        Assert.InRange(expected, 1, 2999);
        Assert.Equal((expected, 0, 0), (await CountAsync(narrow), await CountAsync($"{narrow} and image_id is not null"), await scene.QueryAsync<long>($"select count(*) from images where {narrow}")));
        Assert.Equal("{}", await scene.QueryAsync<string>("select (int4multirange(int4range(first_message_id, top_message_id + 1)) - known)::text from channels c join coverage v on v.channel_id = c.id where c.handle = 'narrow'"));
        Assert.Equal(0, await scene.Shell().RunAsync("verify"));
        Assert.Equal(0, await scene.Shell().RunAsync("status"));
        Assert.Contains("since 2019-03-05, no images", await ListAsync(), StringComparison.Ordinal);

        Assert.Equal(0, await AddAsync(export, "--since", "none", "--images", "--max-image-size", "1MB"));
        Assert.Contains("images up to 1 MB", await ListAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await scene.Shell().RunAsync("collect", "narrow"));
        Assert.Equal((3000, 10, 10), (await CountAsync(narrow), await CountAsync($"{narrow} and image_id is not null"), await scene.QueryAsync<long>($"select count(*) from images where {narrow} and state = 'stored'")));
        Assert.Equal(0, await scene.QueryAsync<long>($"select count(*) from message_versions where {narrow}"));
        Assert.Equal(0, await CountAsync($"{narrow} and deleted_at is not null"));
        Assert.Equal(0, await scene.Shell().RunAsync("verify"));
    }

    [Fact]
    public async Task WhatWasStoredBeforeAFilterStaysAndIsNotTakenForDeleted()
    {
        var export = scene.Export("later", new() { Seed = 502, ChatId = 502, Messages = 300, PictureEvery = 100 });
        Assert.Equal(0, await AddAsync(export));
        Assert.Equal(0, await scene.Shell().RunAsync("collect", "later"));
        Assert.Equal(0, await AddAsync(export, "--since", "2019-03-02", "--max-image-size", "100"));
        new Testing.ExportFile { Seed = 502, ChatId = 502, Messages = 330, PictureEvery = 100 }.Write(export);
        Assert.Equal(0, await scene.Shell().RunAsync("collect", "later"));

        const string later = "channel_id = (select id from channels where handle = 'later')";
        Assert.Equal(330, await CountAsync(later));
        Assert.Equal(0, await CountAsync($"{later} and deleted_at is not null"));
        Assert.Equal(0, await scene.QueryAsync<long>($"select count(*) from vanished where {later}"));
    }

    [Theory]
    [InlineData("--since soon", "--since takes a date like 2024-01-31 or a time like 2024-01-31T12:00Z, or none; not 'soon'.")]
    [InlineData("--max-image-size big", "--max-image-size takes a size like 500KB or 5MB, or none; not 'big'.")]
    [InlineData("--images --no-images", "Say --images or --no-images, not both.")]
    public async Task AWrongFilterIsExplained(string options, string expected)
    {
        var shell = scene.Shell();
        Assert.Equal(2, await shell.RunAsync(["channels", "add", "x", .. options.Split(' ')]));
        Assert.StartsWith(expected, shell.Error, StringComparison.Ordinal);
    }

    Task<int> AddAsync(string export, params string[] options) => scene.Shell().RunAsync(["channels", "add", export, .. options]);

    async Task<int> CountAsync(string condition) => (int)await scene.QueryAsync<long>($"select count(*) from messages where {condition}");

    async Task<string> ListAsync()
    {
        var shell = scene.Shell();
        Assert.Equal(0, await shell.RunAsync("channels", "list"));
        return shell.Out;
    }
}
