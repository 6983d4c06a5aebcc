using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Collector.Hosting;

/// <summary>Where a service tells how it is.</summary>
public sealed record HealthOptions
{
    /// <summary>Port of <c>/health/live</c>, <c>/health/ready</c> and <c>/metrics</c> on every address, <c>HEALTH_PORT</c>; without it nothing listens.</summary>
    [ConfigurationKeyName("HEALTH_PORT")]
    [Range(1, 65535, ErrorMessage = "HEALTH_PORT must be a number from 1 to 65535.")]
    public int? Port { get; init; }
}
