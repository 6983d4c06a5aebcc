namespace Collector.Exporting;

/// <summary>Which messages are exported.</summary>
/// <param name="Since">The first moment; null for the beginning.</param>
/// <param name="Until">The first moment that is not exported any more; null for no end.</param>
public sealed record ExportFilter(DateTimeOffset? Since, DateTimeOffset? Until)
{
    /// <summary>No moment is left between its ends.</summary>
    public bool IsEmpty => Since >= Until;
}
