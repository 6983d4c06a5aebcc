using Microsoft.Win32.SafeHandles;

namespace Collector.Sources.Export;

/// <summary>Opens exports; what the first pass found is kept for as long as the file does not change.</summary>
sealed class ExportFiles
{
    readonly Lock gate = new();
    readonly Dictionary<string, (FileStamp Stamp, Task<ExportIndex> Index)> known = [];
    int passes;

    /// <summary>One for the process: the command line's look at a file is not repeated by the source.</summary>
    public static ExportFiles Shared { get; } = new();

    /// <summary>First passes that were begun.</summary>
    public int Passes => passes;

    /// <exception cref="SourceException">The file cannot be read, or is not an export.</exception>
    public async Task<OpenExport> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var file = Open(path);
        try
        {
            var stamp = FileStamp.Of(file);
            return new(path, file, stamp, await Index(path, stamp).WaitAsync(cancellationToken));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // The pass belongs to everybody who waits for it: the one who came first may go away.
    Task<ExportIndex> Index(string path, FileStamp stamp)
    {
        lock (gate)
        {
            if (known.TryGetValue(path, out var entry) && entry.Stamp == stamp && !entry.Index.IsFaulted)
                return entry.Index;
            var index = Task.Run(() => Pass(path, stamp));
            known[path] = (stamp, index);
            return index;
        }
    }

    ExportIndex Pass(string path, FileStamp stamp)
    {
        Interlocked.Increment(ref passes);
        using var file = Open(path);
        return FileStamp.Of(file) == stamp
            ? FirstPass.Read(path, file, stamp)
            : throw new SourceChangedException($"{path} was changed a moment ago");
    }

    static SafeFileHandle Open(string path)
    {
        try
        {
            // Also keeps away from pipes and devices, on which opening would wait for ever.
            if (new FileInfo(path) is { Exists: true, Length: 0 })
                throw new SourceException($"{path} is empty; export the chat again");
            return File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SourceException($"{path} is not there; put the export back, or remove the channel", gone);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new SourceException($"{path} may not be read; give the user that runs the collector read permission", refused);
        }
    }
}
