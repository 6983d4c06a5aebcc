using Microsoft.Win32.SafeHandles;

namespace Collector.Sources.Export;

/// <summary>An export, open for reading, and what is known of it.</summary>
sealed class OpenExport(string path, SafeFileHandle file, FileStamp stamp, ExportIndex index) : IDisposable
{
    public string Path => path;

    public SafeFileHandle File => file;

    public ExportIndex Index => index;

    /// <summary>In the whole microseconds that PostgreSQL keeps.</summary>
    public DateTimeOffset WrittenAt => new(stamp.WrittenAt.Ticks - stamp.WrittenAt.Ticks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    /// <summary>Whether the file was written to since it was opened.</summary>
    public bool IsChanged => FileStamp.Of(file) != stamp;

    public void Dispose() => file.Dispose();
}
