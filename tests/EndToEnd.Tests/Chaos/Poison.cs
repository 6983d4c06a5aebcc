using System.Text.Json;
using Collector.Contracts;
using Collector.Testing;

namespace Collector.EndToEnd.Tests.Chaos;

/// <summary>Messages that nobody can work on.</summary>
static class Poison
{
    /// <summary>Text that no row may have.</summary>
    public const string Text = "poison";

    /// <summary>Where each of them ends, with a part of what the log says of it.</summary>
    public static readonly (string DeadLetters, string Log)[] Ends =
    [
        ("collect-channel_error", "JSON"),
        ("image-requested_skipped", "image-requested"),
        ("messages-collected_error", "no_poison"),
    ];

    public static Task ForbidAsync(Stack stack) => stack.ExecuteAsync($"alter table messages add constraint no_poison check (text <> '{Text}')");

    public static async Task SendAsync(TestBroker broker, ChannelRef channel, Sweep sweep)
    {
        await SendAsync(broker, "collect-channel", "{\"messageType\":[\"urn:message:Collector.Contracts:CollectChannel\"],\"message\":{\"rangeId\":");
        await SendAsync(broker, "image-requested", """{"messageType":["urn:message:Nobody.Knows:This"],"message":{}}""");
        var page = new MessagesCollected(channel, sweep, 4, 5, null, DateTimeOffset.UtcNow, [new() { Id = 5, Kind = "message", PostedAt = DateTimeOffset.UnixEpoch, Text = Text }]);
        await SendAsync(broker, "messages-collected", $$"""{"messageType":["urn:message:Collector.Contracts:MessagesCollected"],"message":{{JsonSerializer.Serialize(page, ContractsJson.Default.MessagesCollected)}}}""");
    }

    static Task SendAsync(TestBroker broker, string queue, string message) =>
        broker.PublishAsync("", queue, message, new() { Persistent = true, ContentType = "application/vnd.masstransit+json" });
}
