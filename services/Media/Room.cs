namespace Collector.Media;

/// <summary>How much of the image store's disk is free.</summary>
enum Room
{
    Plenty,

    /// <summary>Less than twice the reserve.</summary>
    Low,

    /// <summary>The reserve, or less.</summary>
    None,
}
