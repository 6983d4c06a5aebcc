using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Collector.Collector;

/// <summary>How much one collector does at once.</summary>
public sealed record CollectorOptions
{
    /// <summary>Ranges at once, <c>CONCURRENT_LIMIT</c>: a number from 1 to 1000, or <c>auto</c>: from the machine's cores and memory.</summary>
    [ConfigurationKeyName("CONCURRENT_LIMIT")]
    [RegularExpression("^(auto|[1-9][0-9]{0,2}|1000)$", ErrorMessage = "CONCURRENT_LIMIT must be a number from 1 to 1000, or auto.")]
    public string ConcurrentLimit { get; init; } = "auto";
}
