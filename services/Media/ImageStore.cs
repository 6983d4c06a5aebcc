using System.Security.Cryptography;
using Collector.Contracts;
using Microsoft.Extensions.Options;

namespace Collector.Media;

/// <summary>The content-addressed files under <c>COLLECTOR_DATA/images</c>: <c>ab/cdef….jpg</c>, where abcdef… is the content's SHA-256.</summary>
public sealed class ImageStore(IOptions<MediaOptions> options)
{
    readonly string inside = options.Value.StoreFolder + Path.DirectorySeparatorChar;

    /// <summary>The store's full path.</summary>
    public string Folder => options.Value.StoreFolder;

    // On the file system of the images themselves, so that a finished file appears by a rename, whole or not at all.
    string Incoming => Path.Combine(Folder, "incoming");

    /// <summary>Where a stored file lies; null when the path leads out of the store.</summary>
    /// <param name="path">As in <c>images.path</c>.</param>
    public string? PathOf(string path)
    {
        var full = Path.GetFullPath(Path.Combine(Folder, path));
        return full.StartsWith(inside, StringComparison.Ordinal) ? full : null;
    }

    /// <summary>True when the file is there with its length; its content is not read.</summary>
    public bool Has(string path, long bytes) => PathOf(path) is { } full && new FileInfo(full) is { Exists: true } file && file.Length == bytes;

    /// <returns>False when there is no such file.</returns>
    internal bool Delete(string path)
    {
        if (PathOf(path) is not { } full || !File.Exists(full))
            return false;
        File.Delete(full);
        return true;
    }

    /// <summary>To be called when files are known to be there, before what is missing counts as lost.</summary>
    /// <exception cref="PermanentException">The store is not here.</exception>
    internal void Require()
    {
        if (!Directory.Exists(Folder))
            throw new PermanentException($"The image store {Folder} is not here, so nothing was done: COLLECTOR_DATA must name the folder that the Media services write. If it is lost, make an empty one there.");
    }

    /// <summary>Reads a stored file and compares its content with its hash.</summary>
    /// <returns>Null when it is intact, else what is wrong with it.</returns>
    public async Task<string?> VerifyAsync(string path, string sha256, CancellationToken cancellationToken)
    {
        if (PathOf(path) is not { } full)
            return "lies outside of the image store";
        try
        {
            await using var file = File.OpenRead(full);
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
            return hash == sha256 ? null : "is damaged: its content does not have the hash that its name says";
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return "is missing";
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return $"cannot be read: {unreadable.Message}";
        }
    }

    /// <summary>Makes the store ready, and removes what downloads that never ended left behind.</summary>
    /// <exception cref="PermanentException">The folder cannot be written.</exception>
    internal void Prepare(DateTimeOffset leftBefore)
    {
        try
        {
            Directory.CreateDirectory(Incoming);
            foreach (var file in new DirectoryInfo(Incoming).EnumerateFiles().Where(file => file.LastWriteTimeUtc < leftBefore.UtcDateTime))
                file.Delete();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new PermanentException($"The image store {Folder} cannot be written: {refused.Message} Mend that, or name another folder with COLLECTOR_DATA.", refused);
        }
    }

    internal string NewIncoming()
    {
        Directory.CreateDirectory(Incoming);
        return Path.Combine(Incoming, Path.GetRandomFileName());
    }

    /// <summary>Returns when a power cut takes neither the content nor the name: the row that tells of it outlives one.</summary>
    /// <returns>The path to keep in <c>images.path</c>.</returns>
    internal string Keep(string incoming, string sha256, string extension)
    {
        var path = $"{sha256[..2]}/{sha256[2..]}.{extension}";
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.Move(incoming, full, overwrite: true);
        // After the rename: a journaling file system takes it along.
        using var kept = File.OpenHandle(full, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.FlushToDisk(kept);
        return path;
    }
}
