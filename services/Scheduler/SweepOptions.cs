using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Collector.Scheduler;

/// <summary>How often the whole history of Telegram's channels is looked at again.</summary>
public sealed record SweepOptions
{
    /// <summary>Days from one sweep to the next, <c>SWEEP_DAYS</c>; null: only when asked. A sweep costs as many calls as the first reading.</summary>
    [ConfigurationKeyName("SWEEP_DAYS")]
    [Range(1, 3650, ErrorMessage = "SWEEP_DAYS must be a number from 1 to 3650.")]
    public int? Days { get; init; }
}
