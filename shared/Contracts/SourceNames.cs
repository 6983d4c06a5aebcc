namespace Collector.Contracts;

/// <summary>The values of <c>channels.source</c>.</summary>
public static class SourceNames
{
    /// <summary>A folder written by Telegram Desktop's JSON export.</summary>
    public const string Export = "export";

    /// <summary>Telegram itself.</summary>
    public const string Telegram = "telegram";
}
