namespace Collector.Dashboard.Reading;

/// <summary>Telegram asked an account to leave it alone.</summary>
sealed record Wait
{
    public int AccountId { get; init; }

    public string Account { get; init; } = "";

    /// <summary>Which calls: <c>history</c>, <c>files</c>, …</summary>
    public string CallClass { get; init; } = "";

    public DateTimeOffset Until { get; init; }
}
