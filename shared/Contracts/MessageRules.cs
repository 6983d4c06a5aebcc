namespace Collector.Contracts;

/// <summary>What a message must be before anybody acts on it. It came over a wire: a field that is missing there arrives as 0 or null.</summary>
public static class MessageRules
{
    const int HighestId = int.MaxValue - 1;
    const int HighestLimit = 1000;

    // Keys of tables: an index takes no longer ones.
    const int LongestKey = 2000;

    /// <returns>Null when the message may be used, else what is wrong with it in one line. The rules of a page's content are Writer's.</returns>
    public static string? Broken(object message)
    {
        var problem = message switch
        {
            CollectChannel command => Problem(command),
            MessagesCollected page => Problem(page.Channel),
            ChannelSeen seen => Problem(seen),
            RangeReleased released => Problem(released),
            ImageRequested image => Problem(image),
            CollectorAnnounced collector => Problem(collector),
            _ => null,
        };
        return problem is null ? null : $"{message.GetType().Name} {problem}: it was not sent by this version's services, and nothing was done.";
    }

    static string? Problem(CollectChannel command) =>
        command.RangeId < 1 || command.Round < 1 ? $"names no range ({command.RangeId}, round {command.Round})"
        : command.Sweep is not { Number: > 0, First: > 0, Top: >= 0 } ? $"belongs to no sweep ({command.Sweep})"
        : command.After < 0 || command.UpTo <= command.After || command.UpTo > HighestId ? $"has no interval of message ids ({command.After}, {command.UpTo}]"
        : command.NotAfter == default ? "does not say when it is too late"
        : Problem(command.Channel);

    static string? Problem(ChannelSeen seen) =>
        seen.RangeId < 1 || seen.ChannelId < 1 ? $"names no range and channel ({seen.RangeId}, {seen.ChannelId})"
        : seen.First < 1 || seen.Top is < 0 or > HighestId ? $"has no message ids ({seen.First} to {seen.Top})"
        : string.IsNullOrEmpty(seen.State) ? "does not say how the channel is"
        : seen.ObservedAt == default ? "does not say when it was observed"
        : null;

    static string? Problem(RangeReleased released) =>
        released.RangeId < 1 || released.Round < 1 ? $"names no range ({released.RangeId}, round {released.Round})"
        : !Enum.IsDefined(released.Reason) ? $"has no reason ({released.Reason})"
        : null;

    static string? Problem(ImageRequested image) =>
        image.ImageId is not { Length: > 0 and <= LongestKey } ? "names no image"
        : image.MessageId is < 1 or > HighestId ? $"names no message ({image.MessageId})"
        : image.Bytes < 0 ? $"announces {image.Bytes} bytes"
        : Problem(image.Channel);

    static string? Problem(CollectorAnnounced collector) =>
        collector.InstanceId is not { Length: > 0 and <= LongestKey } ? "names no collector"
        : collector.ConcurrencyLimit is < 0 or > HighestLimit ? $"has no limit ({collector.ConcurrencyLimit})"
        : collector.Sources is null || collector.Sources.Contains(null) ? "names no sources"
        : null;

    static string? Problem(ChannelRef? channel) =>
        channel is not { Id: > 0, Name: not null, Source: not null, Address: not null } ? $"names no channel ({channel?.Id})" : null;
}
