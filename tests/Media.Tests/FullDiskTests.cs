using System.Diagnostics;
using static Collector.Media.Tests.Scene;

namespace Collector.Media.Tests;

public sealed class FullDiskTests : IAsyncLifetime
{
    readonly Scene scene = new();
    bool mounted;

    public async ValueTask InitializeAsync()
    {
        mounted = await RunAsync("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", Directory.CreateDirectory(scene.DataFolder).FullName);
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
    public async Task AFullDiskEndsInTheRowWithTheFolderAndTheMendAndTheImageSucceedsWhenThereIsRoom()
    {
        Assert.SkipUnless(mounted, "mounting a tmpfs was refused (needs root)");
        var ballast = Path.Combine(scene.DataFolder, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[40_000], TestContext.Current.CancellationToken);
        scene.Source.Put("photos/1.jpg", [.. Picture.Jpeg(), .. new byte[40_000]]);

        var failed = await scene.RequestAsync(Photo("tg:1", "photos/1.jpg"), faults: true);

        Assert.Equal("failed", failed.State);
        Assert.Equal($"tram: message 12: no space left on device: the image store {scene.Store.Folder} is full; make room, or name another folder with COLLECTOR_DATA", failed.LastError);
        Assert.Equal(["data/ballast"], scene.Files());

        File.Delete(ballast);
        Assert.Equal("stored", (await scene.RequestAsync(Photo("tg:1", "photos/1.jpg"))).State);
    }

    static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
