namespace Collector.Cli.Running;

/// <summary>The exports that ship with the program, for a first look.</summary>
static class Sample
{
    public const string Announcement = "No channel is configured yet, so this collects the sample that comes with Collector.";

    static string Folder => Path.Combine(AppContext.BaseDirectory, "sample");

    public static IReadOnlyList<string> Paths() =>
        !Directory.Exists(Folder) ? []
        : File.Exists(Path.Combine(Folder, "result.json")) ? [Folder]
        : [.. Directory.GetDirectories(Folder).Where(folder => File.Exists(Path.Combine(folder, "result.json"))).Order(StringComparer.Ordinal)];
}
