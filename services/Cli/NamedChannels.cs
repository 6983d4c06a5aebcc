using System.CommandLine;
using System.Globalization;
using Collector.Scheduler;
using Npgsql;

namespace Collector.Cli;

/// <summary>The channels that a user means.</summary>
sealed class NamedChannels(NpgsqlDataSource database)
{
    // What bots add to the id of a channel, under a minus.
    const long BotShift = 1_000_000_000_000;

    public static Argument<string[]> Argument() => new("NAME") { Description = "Handle, title, id, Telegram id or address.", Arity = ArgumentArity.OneOrMore };

    /// <param name="names">None for all.</param>
    /// <param name="removed">True to find removed channels, too.</param>
    /// <exception cref="UsageException">There is no such channel, or more than one.</exception>
    public async Task<IReadOnlyList<ChannelRow>> FindAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken, bool removed = false)
    {
        var channels = new Channels(database);
        if (names.Count == 0)
            return await channels.ListAsync(cancellationToken);

        var found = new List<ChannelRow>();
        foreach (var name in names)
            found.Add(await channels.FindAsync(Bare(name), cancellationToken, removed) switch
            {
                [var channel] => channel,
                [] => throw await UnknownAsync(name, channels, cancellationToken),
                var several => throw new UsageException($"Several channels are called '{name}': {string.Join(", ", several.OrderBy(channel => channel.Id).Select(Id))}. Give the id."),
            });
        return [.. found.DistinctBy(channel => channel.Id)];
    }

    static string Bare(string name) =>
        long.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) && id < -BotShift ? (-id - BotShift).ToString(CultureInfo.InvariantCulture) : name;

    static string Id(ChannelRow channel) => channel.State == "removed" ? $"{channel.Id} (removed)" : $"{channel.Id}";

    static async Task<UsageException> UnknownAsync(string name, Channels channels, CancellationToken cancellationToken)
    {
        var known = (await channels.ListAsync(cancellationToken)).SelectMany(channel => new[] { channel.Handle, channel.Title }).OfType<string>();
        var meant = Mistake.Meant(name, known);
        if (meant.Length == 0 && ChannelsCommand.IsLive(name))
            meant = $" To collect it: {Shell.Command} channels add {Shell.Quoted(name)}.";
        return new($"No channel is called '{name}'.{meant} `{Shell.Command} channels list` shows them all.");
    }
}
