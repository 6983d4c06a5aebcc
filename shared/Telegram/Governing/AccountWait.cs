namespace Collector.Telegram.Governing;

/// <summary>A flood wait that is not over.</summary>
public sealed record AccountWait
{
    public int AccountId { get; init; }

    /// <summary>As in the table: <c>history</c>, <c>files</c>.</summary>
    public string CallClass { get; init; } = "";

    public TimeSpan Left { get; init; }
}
