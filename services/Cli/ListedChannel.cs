using Collector.Scheduler;

namespace Collector.Cli;

/// <summary>A channel as <c>channels list --json</c> shows it.</summary>
/// <param name="Every">As <c>--every</c> takes it.</param>
sealed record ListedChannel(
    int Id,
    string Name,
    string? Handle,
    string Title,
    string? Kind,
    string Source,
    string Address,
    long? TelegramId,
    string State,
    string? LastError,
    string Every,
    DateTimeOffset? NextDueAt,
    DateTimeOffset? LastSeenAt,
    DateTimeOffset? Since,
    bool Images,
    long? MaxImageBytes)
{
    public static ListedChannel Of(ChannelRow row) => new(
        row.Id, row.Name, row.Handle, row.Title, row.Kind, row.Source, row.Address, row.TelegramId, row.State, row.LastError,
        Interval.Text(row.Every), row.NextDueAt, row.LastSeenAt, row.Since, row.Images, row.MaxImageBytes);
}
