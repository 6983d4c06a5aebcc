namespace Collector.Contracts;

/// <summary>Addresses that commands are sent to. Always <c>exchange:</c>: a <c>queue:</c> address redeclares the queue with other arguments.</summary>
public static class Queues
{
    public static readonly Uri CollectChannel = new("exchange:collect-channel");

    /// <summary>Where the commands for one account go; null: those that need none.</summary>
    public static Uri CollectChannelOf(int? accountId) => accountId is { } account ? new($"exchange:collect-channel-account-{account}") : CollectChannel;

    /// <summary>Where requests wait that any process can serve.</summary>
    public static readonly Uri ImageRequested = new("exchange:image-requested");

    /// <summary>Where requests go that only this account shall serve.</summary>
    public static Uri ImageRequestedOf(int accountId) => new($"exchange:image-requested-account-{accountId}");
}
