using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RabbitMQ.Client;

namespace Collector.Queueing;

/// <summary>A message that failed for good. It returns to its queue when the next one is read, unless it was retried or dropped.</summary>
public sealed class DeadLetter
{
    readonly BasicGetResult message;
    readonly IChannel channel;
    readonly Action dropped;
    readonly Lazy<DeadLetterBody> body;

    internal DeadLetter(string queue, BasicGetResult message, IChannel channel, Action dropped)
    {
        this.message = message;
        this.channel = channel;
        this.dropped = dropped;
        Queue = queue;
        // A page is unpacked for it.
        body = new(() => DeadLetterBody.Of(message.Body.Span));
    }

    public string Queue { get; }

    /// <summary>The queue that it came from.</summary>
    public string Source => Queue[..Queue.LastIndexOf('_')];

    /// <summary>The message's id; null when it has none.</summary>
    public string? Id => message.BasicProperties.MessageId is { Length: > 0 } id ? id : null;

    /// <summary>By which it is found again: its id, or the hash of its body.</summary>
    public string Key => Id ?? Convert.ToHexString(SHA256.HashData(message.Body.Span));

    public string Error => Header("MT-Fault-Message")
        ?? (Header("x-first-death-reason") is not null ? "ended the process that consumed it, again and again" : null)
        ?? "no consumer knows this type of message";

    /// <summary>Type of the exception, without its namespace; null when there was none.</summary>
    public string? Exception => Header("MT-Fault-ExceptionType") is { } type ? type[(type.LastIndexOf('.') + 1)..] : null;

    /// <summary>The program that failed; empty when nobody wrote it down.</summary>
    public string Service => Header("MT-Host-ProcessName") ?? Header("MT-Host-Assembly") ?? "";

    /// <summary>When it failed, ISO 8601 in UTC; null when nobody wrote it down.</summary>
    public string? Time => Header("MT-Fault-Timestamp");

    public int Attempts => int.TryParse(Header("MT-Fault-RetryCount"), CultureInfo.InvariantCulture, out var retries) ? retries + 1 : 1;

    /// <summary>What it is about, in a line: <c>MessagesCollected · news · ids 101–200 · 100 messages</c>.</summary>
    public string Summary => body.Value.Summary;

    /// <summary>The body, as people read it.</summary>
    public string Text => body.Value.Text;

    public IEnumerable<(string Name, string Value)> Headers =>
        from header in message.BasicProperties.Headers ?? new Dictionary<string, object?>()
        orderby header.Key
        select (header.Key, Value(header.Value));

    /// <summary>Sends it to its queue again.</summary>
    /// <exception cref="RabbitMQ.Client.Exceptions.RabbitMQClientException">It could not be sent, and stays where it is.</exception>
    public async Task RetryAsync(CancellationToken cancellationToken)
    {
        // The default exchange: only this queue, not everybody who subscribed.
        await channel.BasicPublishAsync("", Source, mandatory: true, Fresh(), message.Body, cancellationToken);
        await DropAsync(cancellationToken);
    }

    /// <summary>Deletes it for good.</summary>
    public async Task DropAsync(CancellationToken cancellationToken)
    {
        await channel.BasicAckAsync(message.DeliveryTag, multiple: false, cancellationToken);
        dropped();
    }

    internal bool Matches(string? text) =>
        string.IsNullOrEmpty(text) || Id == text || Text.Contains(text, StringComparison.OrdinalIgnoreCase) || Headers.Any(header => header.Value.Contains(text, StringComparison.OrdinalIgnoreCase));

    // As it was before it failed. The broker and the bus would take their old marks for new ones.
    BasicProperties Fresh()
    {
        var fresh = new BasicProperties(message.BasicProperties)
        {
            Persistent = true,
            Headers = message.BasicProperties.Headers?.Where(header => !IsMark(header.Key)).ToDictionary(),
        };
        fresh.ClearExpiration();
        return fresh;
    }

    static bool IsMark(string header) => header == "MT-Reason" || header.StartsWith("MT-Fault-", StringComparison.Ordinal) || header.StartsWith("MT-Host-", StringComparison.Ordinal) || header.StartsWith("x-", StringComparison.Ordinal);

    string? Header(string name) => message.BasicProperties.Headers?.TryGetValue(name, out var value) == true ? Value(value) : null;

    static string Value(object? value) => value is byte[] text ? Encoding.UTF8.GetString(text) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
