namespace Collector.Exporting;

/// <summary>What the values of a column are; any may be null.</summary>
public enum ColumnType
{
    /// <summary>32 bits.</summary>
    Number,

    /// <summary>64 bits.</summary>
    LongNumber,

    Text,

    /// <summary>A JSON value in a string.</summary>
    Json,

    /// <summary>A moment, in microseconds.</summary>
    Time,

    Flag,
}
