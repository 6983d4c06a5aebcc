using System.Security.Cryptography;
using System.Text;

namespace Collector.Sources.Export;

/// <summary>The files beside a <c>result.json</c>; never one outside of its folder.</summary>
/// <param name="owner">What stands for the channel in the ids of files that cannot be read.</param>
sealed class ExportFolder(string folder, string owner)
{
    // Keys of an index end at 2,700 bytes.
    const int LongestPath = 500;

    readonly Dictionary<string, string> ids = [];
    readonly string inside = Path.Join(RealPath.Of(folder), Path.DirectorySeparatorChar.ToString());

    /// <summary>The image's id: its content's, or its place's when it cannot be read or is shorter than announced; then the file may still be mended.</summary>
    public string ImageId(string path, long? bytes) => ids.TryGetValue(path, out var known) ? known : ids[path] = Read(path, bytes);

    /// <exception cref="SourceException">The file cannot be had; the message does not name the channel.</exception>
    public FileStream Open(string path)
    {
        if (Path.IsPathRooted(path) || RealPath.Of(Path.Join(folder, path))?.StartsWith(inside, StringComparison.Ordinal) != true)
            throw new SourceException($"photo {path} lies outside of the export {folder} and is not read");
        var full = Path.Join(folder, path);
        try
        {
            if (Directory.Exists(full))
                throw new FileNotFoundException(null, full);
            // Also keeps away from pipes and devices, on which opening would wait for ever.
            if (new FileInfo(full) is { Exists: true, Length: 0 })
                throw new SourceException($"photo {path} of the export {folder} is empty; put the file back, or export the channel again with photos");
            return new(full, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException or PathTooLongException)
        {
            throw new SourceException($"photo {path} is missing from the export {folder}; export the channel again with photos, or put the file back", gone);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new SourceException($"photo {path} of the export {folder} may not be read; give the user that runs the collector read permission", refused);
        }
    }

    string Read(string path, long? bytes)
    {
        try
        {
            using var file = Open(path);
            if (file.Length < bytes)
                return PlaceOf(path);
            return $"sha256:{Convert.ToHexStringLower(SHA256.HashData(file))}";
        }
        catch (Exception unreadable) when (unreadable is SourceException or IOException)
        {
            return PlaceOf(path);
        }
    }

    string PlaceOf(string path) => $"file:{owner}/{(path.Length <= LongestPath ? path : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path))))}";
}
