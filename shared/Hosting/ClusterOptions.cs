using System.ComponentModel.DataAnnotations;

namespace Collector.Hosting;

/// <summary>RabbitMQ on several machines.</summary>
public sealed record ClusterOptions
{
    /// <summary>Nodes to connect to, whichever answers, <c>RabbitMq__ClusterNodes</c>: <c>host:port</c>, with commas between.</summary>
    [RegularExpression(@"^[^\s,:]+:\d+(,[^\s,:]+:\d+)*$", ErrorMessage = "RabbitMq__ClusterNodes must look like host1:5672,host2:5672.")]
    public string? ClusterNodes { get; init; }

    public IReadOnlyList<string> Nodes => ClusterNodes?.Split(',') ?? [];
}
