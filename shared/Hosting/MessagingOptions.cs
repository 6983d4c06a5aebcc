using System.ComponentModel.DataAnnotations;

namespace Collector.Hosting;

/// <summary>What carries the messages.</summary>
public sealed record MessagingOptions
{
    /// <summary><c>rabbitmq</c>, or <c>memory</c>: everything in one process. The broker's address is MassTransit's own <c>RabbitMq__Host</c>, <c>__Port</c>, <c>__VHost</c>, <c>__User</c>, <c>__Pass</c>.</summary>
    [RegularExpression("^(rabbitmq|memory)$", ErrorMessage = "Transport must be rabbitmq or memory.")]
    public string Transport { get; init; } = "rabbitmq";

    /// <summary>Messages stay in this process, and end with it.</summary>
    public bool InMemory => Transport == "memory";

    /// <summary>A service that is not connected for so long, although the broker answers, ends to be started again.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00", ErrorMessage = "StuckAfter must be a time from 00:00:10 to 1.00:00:00.")]
    public TimeSpan StuckAfter { get; init; } = TimeSpan.FromMinutes(3);
}
