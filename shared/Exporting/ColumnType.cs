namespace Collector.Exporting;

public enum ColumnType
{
    Int,
    Long,
    Text,

    /// <summary>A JSON value in a string.</summary>
    Json,

    Time,

    Bool,
}
