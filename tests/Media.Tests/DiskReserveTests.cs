using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using Collector.Testing;
using static Collector.Media.Tests.Scene;

namespace Collector.Media.Tests;

public sealed class DiskReserveTests : IAsyncLifetime
{
    readonly Scene scene = new() { DiskReserve = "200KB" };
    bool mounted;

    public async ValueTask InitializeAsync()
    {
        mounted = await RunAsync("mount", "-t", "tmpfs", "-o", "size=500k", "tmpfs", Directory.CreateDirectory(scene.DataFolder).FullName);
        await scene.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await scene.StopAsync();
        if (mounted)
            Assert.True(await RunAsync("umount", scene.DataFolder));
        await scene.DisposeAsync();
    }

    [Fact]
    public async Task AtTheReserveImagesStayWantedAndGoOnByThemselvesWhenThereIsRoom()
    {
        Assert.SkipUnless(mounted, "mounting a tmpfs was refused (needs root)");
        var ballast = Path.Combine(scene.DataFolder, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[350_000], TestContext.Current.CancellationToken);
        scene.Source.Put("photos/1.jpg", Picture.Jpeg());

        var waiting = await scene.RequestAsync(Photo("tg:1", "photos/1.jpg"));

        Assert.Equal(("wanted", 0), (waiting.State, waiting.Attempts));
        Assert.NotNull(waiting.WaitingSince);
        Assert.Equal(["data/ballast"], scene.Files());

        File.Delete(ballast);
        await Eventually.EqualAsync("stored", async () => (await scene.FindAsync("tg:1"))!.State);
        Assert.Null((await scene.FindAsync("tg:1"))!.WaitingSince);
    }

    [Fact]
    public async Task AStoreThatIsAwayForAWhileIsNoFailureAndEndsNothing()
    {
        scene.Source.Put("photos/1.jpg", Picture.Jpeg());
        Directory.Move(scene.Store.Folder, scene.Store.Folder + "-away");

        await scene.RequestAsync(Photo("tg:1", "photos/1.jpg"));

        Assert.Equal("wanted", (await scene.FindAsync("tg:1"))!.State);
        Assert.Equal((Room.None, $"the image store {scene.Store.Folder} is not here any more, or cannot be read"), (scene.Get<DiskReserve>().Room, scene.Get<DiskReserve>().ToString()));

        Directory.Move(scene.Store.Folder + "-away", scene.Store.Folder);
        await scene.RequestAsync(Photo("tg:1", "photos/1.jpg"));
        Assert.Equal("stored", (await scene.FindAsync("tg:1"))!.State);
    }

    [Fact]
    public async Task AnImageThatWouldReachIntoTheReserveWaitsAndASmallOneDoesNot()
    {
        Assert.SkipUnless(mounted, "mounting a tmpfs was refused (needs root)");
        scene.Source.Put("photos/1.jpg", Picture.Jpeg());

        Assert.Equal("wanted", (await scene.RequestAsync(Photo("tg:1", "photos/1.jpg", bytes: 400_000))).State);
        Assert.Equal("stored", (await scene.RequestAsync(Photo("tg:2", "photos/1.jpg"))).State);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1500", 1500)]
    [InlineData("12 KB", 12 * 1024)]
    [InlineData("500mb", 500L << 20)]
    [InlineData("2G", 2L << 30)]
    [InlineData("1TB", 1L << 40)]
    public void TheReserveIsWrittenAsPeopleDo(string text, long bytes) => Assert.Equal(bytes, ByteSize.Parse(text));

    [Theory]
    [InlineData("GB")]
    [InlineData("-1")]
    [InlineData("1.5 boxes")]
    public void AnyOtherReserveIsRefused(string text)
    {
        var options = new MediaOptions { DiskReserve = text };
        Assert.Throws<ValidationException>(() => Validator.ValidateObject(options, new(options), validateAllProperties: true));
    }

    static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
