using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Collector.Writer;

/// <summary>How much the writer does at once.</summary>
public sealed record WriterOptions
{
    /// <summary>Pages written at once, <c>WRITER_CONCURRENT_LIMIT</c>; each takes a connection of the pool.</summary>
    [ConfigurationKeyName("WRITER_CONCURRENT_LIMIT")]
    [Range(1, 1000, ErrorMessage = "WRITER_CONCURRENT_LIMIT must be from 1 to 1000.")]
    public int ConcurrentLimit { get; init; } = 4;
}
