using Collector.Testing;

namespace Collector.EndToEnd.Tests;

/// <summary>A file system in memory.</summary>
sealed class TinyDisk : IAsyncDisposable
{
    readonly string folder;

    TinyDisk(string folder) => this.folder = folder;

    public static async Task<TinyDisk> MountAsync(string folder, int kilobytes)
    {
        Directory.CreateDirectory(folder);
        var mounted = await RunAsync("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", folder);
        Assert.SkipUnless(mounted == 0, "mounting a tmpfs was refused (needs root)");
        return new(folder);
    }

    public async Task GrowAsync(int kilobytes) => Assert.Equal(0, await RunAsync("mount", "-o", $"remount,size={kilobytes}k", folder));

    public async ValueTask DisposeAsync() => Assert.Equal(0, await RunAsync("umount", "--lazy", folder));

    static async Task<int> RunAsync(string program, params string[] arguments)
    {
        await using var process = ServiceProcess.StartProgram(program, arguments);
        return await process.WaitForExitAsync();
    }
}
