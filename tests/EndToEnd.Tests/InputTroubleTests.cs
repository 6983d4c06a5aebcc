using Collector.Testing;

namespace Collector.EndToEnd.Tests;

public sealed class InputTroubleTests
{
    [Fact]
    public async Task OneBrokenExportIsNamedAndTheOthersAreComplete()
    {
        await using var stack = await Stack.NewAsync();
        string[] exports = [.. Enumerable.Range(1, 3).Select(i => stack.Export($"news{i}", new() { ChatId = i, Messages = 700, PictureEvery = 100 }))];
        var file = Path.Combine(exports[1], "result.json");
        var whole = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(file, whole[..(whole.Length / 2)], TestContext.Current.CancellationToken);

        (await stack.CollectorAsync(["--once", .. exports])).Failed("news2", "result.json");
        Assert.Equal(
            ["news1 700", "news3 700"],
            await stack.ListAsync<string>("select concat(handle, ' ', messages) from channels join coverage on channel_id = id where handle <> 'news2' order by 1"));

        await File.WriteAllBytesAsync(file, whole, TestContext.Current.CancellationToken);
        (await stack.CollectorAsync(["--once", .. exports])).Succeeded();
        await stack.IsWholeAsync(messages: 2100, images: 7);
    }

    [Fact]
    public async Task TwoExportsOfOneChannelGivenAtOnceComplementEachOther()
    {
        await using var stack = await Stack.NewAsync();
        var first = stack.Export("first/news", new() { Messages = 2000, PictureEvery = 100 });
        var second = stack.Export("second/news", new() { Messages = 2000, PictureEvery = 100 });
        ExportEdit.Change(first, messages => messages.RemoveRange(1200, 800));
        ExportEdit.Change(second, messages => messages.RemoveRange(0, 800));

        (await stack.CollectorAsync("--once", first, second)).Succeeded();

        await stack.IsWholeAsync(messages: 2000, images: 20);
        Assert.Equal("1 channel, 0 deleted", await stack.ReadAsync<string>("select concat((select count(*) from channels), ' channel, ', (select count(deleted_at) from messages), ' deleted')"));
    }

    [Fact]
    public async Task AFullImageStoreIsNamedAndFilledOnceThereIsRoom()
    {
        await using var stack = await Stack.NewAsync();
        var export = stack.Export("news", new() { Messages = 600, PictureEvery = 20 });
        await using var disk = await TinyDisk.MountAsync(stack.Settings["COLLECTOR_DATA"], kilobytes: 80);
        stack.Settings["IMAGE_DISK_RESERVE"] = "0";

        (await stack.CollectorAsync("--once", export)).Failed("news", "no space left on device", stack.ImageStore);

        await disk.GrowAsync(kilobytes: 10_000);
        (await stack.CollectorAsync("collect", "news")).Succeeded();
        await stack.IsWholeAsync(messages: 600, images: 30);
    }

    [Fact]
    public async Task AtTheReserveOfItsDiskARunEndsAndNamesItAndAServiceGoesOnByItselfWhenThereIsRoom()
    {
        await using var stack = await Stack.NewAsync();
        var export = stack.Export("news", new() { Messages = 600, PictureEvery = 20 });
        await using var disk = await TinyDisk.MountAsync(stack.Settings["COLLECTOR_DATA"], kilobytes: 500);
        stack.Settings["IMAGE_DISK_RESERVE"] = "440KB";

        (await stack.CollectorAsync("--once", export)).Failed("news", "images wait for room", "IMAGE_DISK_RESERVE");
        Assert.Equal((600, 0), (await stack.ReadAsync<int>("select count(*) from messages"), await stack.ReadAsync<int>("select count(*) from images where state = 'failed'")));

        var run = stack.StartCollector();
        await run.WaitForLineAsync("No more images are fetched");
        await disk.GrowAsync(kilobytes: 10_000);
        await stack.CompleteAsync();
        Assert.Equal(0, await run.StopAsync());
        await stack.IsWholeAsync(messages: 600, images: 30);
    }
}
