namespace Collector.Cli.Exporting;

/// <summary>Where a file of an export goes: a path, or <c>-</c> for standard output.</summary>
static class ExportOutput
{
    public const string Standard = "-";

    public static Stream Open(string path) => path == Standard
        ? Console.OpenStandardOutput()
        : new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);

    /// <param name="file">With slashes; its folder need not be there.</param>
    public static Stream Open(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return Open(path);
    }
}
