namespace Collector.Cli.Tests;

public sealed class RunOnceTests(Scene scene) : IClassFixture<Scene>
{
    [Fact]
    public async Task GoodExportsAreCollectedWhateverTheBadOnesAre()
    {
        var news = scene.Export("news", new() { ChatId = 101, Title = "[b]News[/]", Messages = 700, PictureEvery = 100 });
        var talk = scene.Export("talk", new() { ChatId = 102, Messages = 50 });
        var broken = scene.File("broken/result.json", "{ \"name\": ");
        var shell = scene.Shell();

        Assert.Equal(1, await shell.RunAsync("--once", broken, news, talk, "/nowhere/at/all"));

        Assert.Equal(700, await scene.QueryAsync<int>("select count(*) from messages m join channels c on c.id = m.channel_id where handle = 'news'"));
        Assert.Equal(50, await scene.QueryAsync<int>("select count(*) from messages m join channels c on c.id = m.channel_id where handle = 'talk'"));
        Assert.Equal(7, await scene.QueryAsync<int>("select count(*) from images i join channels c on c.id = i.channel_id where handle = 'news' and i.state = 'stored'"));
        Assert.Matches(@"news +700 +7 +100 % +\d", shell.Out);
        Assert.Contains("2 failed:", shell.Out, StringComparison.Ordinal);
        Assert.Contains(broken, shell.Out, StringComparison.Ordinal);
        Assert.Contains("/nowhere/at/all: there is no such file or folder", shell.Out, StringComparison.Ordinal);
        Assert.Contains($"Images:   {scene.Images}", shell.Out, StringComparison.Ordinal);
        Assert.Contains("Database: psql -h", shell.Out, StringComparison.Ordinal);
        var log = await scene.LogAsync();
        Assert.Contains($"Error processing channel {broken}: ", log, StringComparison.Ordinal);
        Assert.Contains("Error processing channel /nowhere/at/all: ", log, StringComparison.Ordinal);
        Assert.Contains("Found 2 channels to process", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SeveralExportsOfOneChannelLoseNothing()
    {
        var older = scene.Export("twice", new() { ChatId = 103, Messages = 200 });
        var newer = scene.Export("again/twice", new() { ChatId = 103, Messages = 150, FirstId = 1_001 });
        var shell = scene.Shell();

        Assert.Equal(0, await shell.RunAsync("run", "--once", older, newer, older));

        Assert.Equal(350, await scene.QueryAsync<int>("select count(*) from messages m join channels c on c.id = m.channel_id where telegram_id = 103"));
        Assert.Equal("", shell.Error);
    }

    [Fact]
    public async Task OnlyTheNamedInputsAreCollected()
    {
        var asked = scene.Export("asked", new() { ChatId = 104, Messages = 10 });
        var other = scene.Export("other", new() { ChatId = 105, Messages = 10 });
        Assert.Equal(0, await scene.Shell().RunAsync("channels", "add", other));

        Assert.Equal(0, await scene.Shell().RunAsync("--once", asked));

        Assert.Equal(10, await scene.QueryAsync<int>("select count(*) from messages m join channels c on c.id = m.channel_id where handle = 'asked'"));
        Assert.Equal(0, await scene.QueryAsync<int>("select count(*) from messages m join channels c on c.id = m.channel_id where handle = 'other'"));
        Assert.Equal(0, await scene.Shell().RunAsync("collect", "@other"));
        Assert.Equal(10, await scene.QueryAsync<int>("select count(*) from messages m join channels c on c.id = m.channel_id where handle = 'other'"));
    }

    [Fact]
    public async Task AFailedImageIsNamedAndTriedAgainByTheNextRun()
    {
        var export = scene.Export("pictures", new() { ChatId = 106, Messages = 20, PictureEvery = 10 });
        var photo = Path.Combine(export, "photos", "photo_10.jpg");
        var content = await File.ReadAllBytesAsync(photo, TestContext.Current.CancellationToken);
        File.Delete(photo);
        var shell = scene.Shell();

        Assert.Equal(1, await shell.RunAsync("--once", export));
        Assert.Contains("1 of 2 images failed", shell.Out, StringComparison.Ordinal);
        Assert.Contains("photo_10.jpg", shell.Out, StringComparison.Ordinal);

        await File.WriteAllBytesAsync(photo, content, TestContext.Current.CancellationToken);
        Assert.Equal(0, await scene.Shell().RunAsync("--once", export));
        Assert.Equal(2, await scene.QueryAsync<int>("select count(*) from messages m join channels c on c.id = m.channel_id join images i using (image_id) where handle = 'pictures' and i.state = 'stored'"));
    }

    [Fact]
    public async Task AMistypedNameIsWrongUsageWithTheNearestName()
    {
        Assert.Equal(0, await scene.Shell().RunAsync("channels", "add", scene.Export("weather", new() { ChatId = 107, Messages = 1 })));
        var shell = scene.Shell();

        Assert.Equal(2, await shell.RunAsync("collect", "wether"));

        Assert.Equal("No channel is called 'wether'. Did you mean 'weather'? `collector channels list` shows them all.", shell.Error.TrimEnd());
    }
}
