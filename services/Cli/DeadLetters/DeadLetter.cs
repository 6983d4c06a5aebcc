using System.Globalization;
using System.Text;
using RabbitMQ.Client;

namespace Collector.Cli.DeadLetters;

/// <summary>A message that failed for good, as it lies in its queue.</summary>
sealed class DeadLetter(string queue, BasicGetResult message)
{
    public string Queue => queue;

    public ulong DeliveryTag => message.DeliveryTag;

    public ReadOnlyMemory<byte> Body => message.Body;

    /// <summary>The queue that it came from.</summary>
    public string Source => queue[..queue.LastIndexOf('_')];

    public string Id => message.BasicProperties.MessageId ?? "";

    public string Error => Header("MT-Fault-Message")
        ?? (Header("x-first-death-reason") is not null ? "ended the process that consumed it, again and again" : null)
        ?? "no consumer knows this type of message";

    public string Service => Header("MT-Host-ProcessName") ?? Header("MT-Host-Assembly") ?? "";

    public string Time => Header("MT-Fault-Timestamp") ?? "";

    public int Attempts => int.TryParse(Header("MT-Fault-RetryCount"), CultureInfo.InvariantCulture, out var retries) ? retries + 1 : 1;

    /// <summary>The body, as people read it.</summary>
    public string Text => DeadLetterBody.Read(message.Body.Span);

    public IEnumerable<(string Name, string Value)> Headers =>
        from header in message.BasicProperties.Headers ?? new Dictionary<string, object?>()
        orderby header.Key
        select (header.Key, Value(header.Value));

    public bool Matches(string? text) =>
        text is null || Id == text || Text.Contains(text, StringComparison.OrdinalIgnoreCase) || Headers.Any(header => header.Value.Contains(text, StringComparison.OrdinalIgnoreCase));

    /// <summary>As it was before it failed. The broker and the bus would take their old marks for new ones.</summary>
    public BasicProperties Fresh()
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
