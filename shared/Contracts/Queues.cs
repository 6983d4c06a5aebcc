namespace Collector.Contracts;

/// <summary>Addresses that commands are sent to. Always <c>exchange:</c>: a <c>queue:</c> address redeclares the queue with other arguments.</summary>
public static class Queues
{
    public static readonly Uri CollectChannel = new("exchange:collect-channel");
}
