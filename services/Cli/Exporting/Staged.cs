using Collector.Contracts;

namespace Collector.Cli.Exporting;

/// <summary>A file or folder that is made under another name beside its place, and appears there when it is whole.</summary>
sealed class Staged : IDisposable
{
    // Only folders with it are replaced: a mistyped path must not cost a home folder.
    const string Mark = ".collector-export";

    readonly string place;
    readonly bool isFolder;
    readonly bool force;

    Staged(string place, bool isFolder, bool force)
    {
        this.place = place;
        this.isFolder = isFolder;
        this.force = force;
        Path = Beside("partial");
    }

    /// <summary>Where to write until <see cref="Commit"/>.</summary>
    public string Path { get; }

    /// <exception cref="UsageException">Something is there that must stay, or the folder around it is missing.</exception>
    /// <exception cref="PermanentException">It cannot be written.</exception>
    public static Staged At(string path, bool isFolder, bool force)
    {
        var place = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        if (System.IO.Path.GetDirectoryName(place) is not { } around || !Directory.Exists(around))
            throw new UsageException($"{path}: there is no folder to put it in; make it, or name another path.");
        if (isFolder ? File.Exists(place) : Directory.Exists(place))
            throw new UsageException($"{path} is a {(isFolder ? "file" : "folder")}, and the export is a {(isFolder ? "folder" : "file")}; name another path.");
        if (place.StartsWith("/dev/", StringComparison.Ordinal))
            throw new UsageException($"{path} is no file; -o - writes to standard output.");
        if (System.IO.Path.Exists(place) && !force)
            throw new UsageException($"{path} exists; --force replaces it.");
        if (isFolder && Directory.Exists(place) && !File.Exists(System.IO.Path.Combine(place, Mark)))
            throw new UsageException($"{path} is a folder that no export made, and is not replaced; name another path.");

        var staged = new Staged(place, isFolder, force);
        try
        {
            if (isFolder)
                File.WriteAllText(System.IO.Path.Combine(Directory.CreateDirectory(staged.Path).FullName, Mark), "An export of Collector, which --force may replace.\n");
            else
                File.Create(staged.Path).Dispose();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new PermanentException($"{path} cannot be written: {refused.Message}", refused);
        }

        if (!isFolder)
            File.Delete(staged.Path);
        return staged;
    }

    /// <exception cref="IOException">Something appeared there meanwhile.</exception>
    public void Commit()
    {
        if (!isFolder)
        {
            File.Move(Path, place, overwrite: force);
            return;
        }

        if (!force || !Directory.Exists(place))
        {
            Directory.Move(Path, place);
            return;
        }

        var old = Beside("old");
        Directory.Move(place, old);
        Directory.Move(Path, place);
        Directory.Delete(old, recursive: true);
    }

    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
        else if (File.Exists(Path))
            File.Delete(Path);
    }

    string Beside(string suffix) =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(place)!, $".{System.IO.Path.GetFileName(place)}.{System.IO.Path.GetRandomFileName()}.{suffix}");
}
