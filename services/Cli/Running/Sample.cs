using Collector.Scheduler;

namespace Collector.Cli.Running;

/// <summary>The exports that ship with the program, for a first look.</summary>
static class Sample
{
    public const string Announcement = "No channel is configured yet, so this collects the sample that comes with Collector.";

    public static string Next => $"These are examples. Your own: {Shell.Command} --once PATH, or again and again: {Shell.Command} channels add PATH";

    static string Folder => Path.Combine(AppContext.BaseDirectory, "sample");

    /// <summary>True when nothing but the sample is configured.</summary>
    public static bool IsAllOf(IEnumerable<ChannelRow> channels) => channels.All(channel => channel.Address.StartsWith(Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    public static IReadOnlyList<string> Paths() =>
        !Directory.Exists(Folder) ? []
        : File.Exists(Path.Combine(Folder, "result.json")) ? [Folder]
        : [.. Directory.GetDirectories(Folder).Where(folder => File.Exists(Path.Combine(folder, "result.json"))).Order(StringComparer.Ordinal)];
}
