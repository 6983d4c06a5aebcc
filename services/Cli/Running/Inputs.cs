using Collector.Cli.Display;
using Collector.Contracts;
using Collector.Scheduler;
using Collector.Sources;
using Collector.Sources.Export;

namespace Collector.Cli.Running;

/// <summary>The channels that paths name, and what is wrong with the others.</summary>
/// <param name="Channels">In the order given.</param>
sealed record Inputs(IReadOnlyList<NewChannel> Channels, IReadOnlyList<Failure> Failures)
{
    static readonly EnumerationOptions Readable = new() { IgnoreInaccessible = true };

    /// <param name="every">As that of <see cref="NewChannel"/>.</param>
    public static async Task<Inputs> ReadAsync(IEnumerable<string> paths, TimeSpan? every, CancellationToken cancellationToken)
    {
        var channels = new List<NewChannel>();
        var failures = new List<Failure>();
        foreach (var path in paths)
        {
            try
            {
                var catalog = await ExportCatalog.ReadAsync(path, cancellationToken);
                channels.AddRange(catalog.Chats.Select(chat =>
                    new NewChannel(SourceNames.Export, chat.Address, chat.Handle, chat.Title, chat.Kind, chat.TelegramId, every)));
                if (Problem(catalog) is { } problem)
                    failures.Add(new(path, problem));
            }
            catch (Exception unreadable) when (unreadable is SourceException or IOException or UnauthorizedAccessException)
            {
                failures.Add(new(path, NoExport(path) ?? unreadable.Message));
            }
        }

        return new(channels, failures);
    }

    /// <summary>Several exports of one channel are collected one after the other: a channel has one address at a time.</summary>
    public IReadOnlyList<IReadOnlyList<NewChannel>> Rounds()
    {
        var rounds = new List<List<NewChannel>>();
        var given = new Dictionary<object, int>();
        foreach (var channel in Channels.DistinctBy(channel => channel.Address))
        {
            object key = channel.TelegramId is { } id ? id : channel.Address;
            var round = given[key] = given.GetValueOrDefault(key, -1) + 1;
            if (round == rounds.Count)
                rounds.Add([]);
            rounds[round].Add(channel);
        }

        return rounds;
    }

    static string? NoExport(string path)
    {
        if (!Path.Exists(path))
            return path.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') ? $"there is no such file or folder; a channel of Telegram is named @{path}" : "there is no such file or folder";
        if (!Directory.Exists(path) || Directory.EnumerateFiles(path, "*.html", Readable).Any() || File.Exists(Path.Combine(path, "result.json")))
            return null;
        return Directory.EnumerateDirectories(path, "*", Readable).Any(folder => File.Exists(Path.Combine(folder, "result.json")))
            ? $"is no export itself, but its folders are: {Shell.Command} --once {Shell.Quoted(Path.TrimEndingDirectorySeparator(path))}/*/"
            : "is not an export of Telegram Desktop: it has no result.json";
    }

    // What is wrong with one chat is said of that channel, once it is looked at.
    static string? Problem(ExportCatalog catalog) => catalog switch
    {
        { Problem: { } broken } when catalog.Chats.All(chat => chat.Problem is null) => broken,
        { Chats.Count: 0, Skipped: > 0 } => $"holds no channel and no supergroup, only {Figures.Count(catalog.Skipped, "other chat", "other chats")}",
        { Chats.Count: 0, Problem: null } => "holds no channel and no supergroup",
        _ => null,
    };
}
