using Collector.Scheduler;

namespace Collector.Cli.Running;

/// <summary>The exports that ship with the program, for a first look.</summary>
static class Sample
{
    public const string Announcement = "No channel is configured yet, so this collects the sample that comes with Collector.";

    public static string Next => $"""
        These are examples. Your own: {Shell.Command} --once PATH, or again and again: {Shell.Command} channels add PATH
        To see them on a web page: {Shell.Command} channels add {Shell.Quoted(Shown)}/*/ && {Shell.Command}
        """;

    static string Folder => Path.Combine(AppContext.BaseDirectory, "sample");

    // In a checkout it lies beside the command that was typed, too.
    static string Shown => Shell.Place is { Length: > 0 } place && Path.Combine(place, "sample") is var beside && Directory.Exists(beside) ? beside : Folder;

    /// <summary>True when nobody has configured anything.</summary>
    public static bool IsAllOf(IEnumerable<ChannelRow> channels) =>
        channels.All(channel => channel.Every is null && channel.Address.StartsWith(Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    public static IReadOnlyList<string> Paths() =>
        !Directory.Exists(Folder) ? []
        : File.Exists(Path.Combine(Folder, "result.json")) ? [Folder]
        : [.. Directory.GetDirectories(Folder).Where(folder => File.Exists(Path.Combine(folder, "result.json"))).Order(StringComparer.Ordinal)];
}
