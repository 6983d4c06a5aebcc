using System.Text;
using Collector.Testing;
using RabbitMQ.Client;

namespace Collector.EndToEnd.Tests;

public sealed class InvalidMessagesTests
{
    const string Channel = """{"id":1,"name":"news","source":"export","address":"/x","telegramId":7}""";
    const string NoChannel = """{"id":-1,"name":"news","source":"export","address":"/x"}""";

    // Queue, type, message, and what its dead letter says.
    static readonly (string Queue, string Type, string Message, string Error)[] Invalid =
    [
        ("collect-channel", "CollectChannel", "{}", "CollectChannel names no range (0, round 0)"),
        ("collect-channel", "CollectChannel", $$"""{"rangeId":1,"round":1,"channel":{{Channel}},"sweep":{"number":1,"first":1,"top":9},"after":-5,"upTo":9,"notAfter":"2099-01-01T00:00:00Z"}""", "has no interval of message ids (-5, 9]"),
        ("collect-channel", "CollectChannel", "7", "JSON"),
        ("messages-collected", "MessagesCollected", "{}", "MessagesCollected names no channel"),
        ("messages-collected", "MessagesCollected", $$"""{"channel":{{NoChannel}},"sweep":{"number":1,"first":1,"top":9},"after":0,"upTo":9,"observedAt":"2025-01-01T00:00:00Z","messages":"kA=="}""", "MessagesCollected names no channel (-1)"),
        ("messages-collected", "MessagesCollected", $$"""{"channel":{{Channel}},"sweep":{"number":1,"first":1,"top":9},"after":0,"upTo":9,"observedAt":"2025-01-01T00:00:00Z","messages":null}""", "without channel, sweep or messages"),
        ("messages-collected", "MessagesCollected", $$"""{"channel":{{Channel}},"sweep":{"number":1,"first":1,"top":9},"after":0,"upTo":9,"observedAt":"2025-01-01T00:00:00Z","messages":"###"}""", "not MessagePack in base64"),
        ("image-requested", "ImageRequested", "{}", "ImageRequested names no image"),
        ("image-requested", "ImageRequested", $$"""{"imageId":"tg:9","channel":{{Channel}},"messageId":-1}""", "ImageRequested names no message (-1)"),
        ("channel-seen", "ChannelSeen", "{}", "ChannelSeen names no range and channel"),
        ("channel-seen", "ChannelSeen", """{"rangeId":1,"channelId":1,"state":"active","first":-1,"top":99,"observedAt":"2099-01-01T00:00:00Z"}""", "ChannelSeen has no message ids"),
        ("range-released", "RangeReleased", "{}", "RangeReleased names no range"),
        ("collector-announced", "CollectorAnnounced", "{}", "CollectorAnnounced names no collector"),
        ("collector-announced", "CollectorAnnounced", """{"instanceId":"x","concurrencyLimit":2000000000,"sources":["export"]}""", "CollectorAnnounced has no limit"),
        ("collect-faulted", "MassTransit:Fault[[Collector.Contracts:CollectChannel]]", "{}", "A fault that does not say what failed"),
        ("page-faulted", "MassTransit:Fault[[Collector.Contracts:MessagesCollected]]", """{"message":{},"exceptions":[]}""", "A fault that does not say what failed"),
        ("image-faulted", "MassTransit:Fault[[Collector.Contracts:ImageRequested]]", """{"message":{},"exceptions":null}""", "A fault that does not say what failed"),
    ];

    [Fact]
    public async Task WhatBreaksARuleEndsInTheDeadLettersAndChangesNothing()
    {
        await using var stack = await Stack.NewAsync();
        var broker = await stack.UseRabbitMqAsync();
        foreach (var service in new[] { "Collector", "Media", "Writer", "Scheduler" })
            stack.Start(service);
        (await stack.CollectorAsync("channels", "add", stack.Export("news", new() { Messages = 300, PictureEvery = 50 }))).Succeeded();
        await stack.CompleteAsync();
        var before = await Snapshot.OfContentAsync(stack);

        foreach (var (queue, type, message, _) in Invalid)
            await broker.PublishAsync("", queue, Envelope(type, message), new() { Persistent = true, ContentType = "application/vnd.masstransit+json" });

        var expected = Invalid.CountBy(invalid => $"{invalid.Queue}_error").OrderBy(queue => queue.Key, StringComparer.Ordinal);
        await Eventually.EqualAsync(
            string.Join(", ", expected),
            async () => string.Join(", ", (await broker.QueuesAsync()).Where(queue => queue.Value > 0).OrderBy(queue => queue.Key, StringComparer.Ordinal)),
            TimeSpan.FromMinutes(2));
        foreach (var queue in Invalid.GroupBy(invalid => invalid.Queue))
        {
            var errors = await TakeAllAsync(broker, $"{queue.Key}_error");
            Assert.All(queue, invalid => Assert.Contains(invalid.Error, errors, StringComparison.Ordinal));
        }

        Assert.Equal(before, await Snapshot.OfContentAsync(stack));
        Assert.Equal(1, await stack.ReadAsync<int>("select count(*) from collectors"));
    }

    static async Task<string> TakeAllAsync(TestBroker broker, string queue)
    {
        var errors = new List<string>();
        while (await broker.TakeAsync(queue) is { } letter)
            errors.Add(Encoding.UTF8.GetString((byte[])letter.BasicProperties.Headers!["MT-Fault-Message"]!));
        return string.Join('\n', errors);
    }

    static string Envelope(string type, string message) =>
        $$"""{"messageType":["urn:message:{{(type.Contains(':') ? type : $"Collector.Contracts:{type}")}}"],"message":{{message}}}""";
}
