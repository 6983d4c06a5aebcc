using System.Text.Json;

namespace Collector.Telegram.Governing;

sealed record GateRow
{
    public string CallClass { get; init; } = "";

    public double? Rate { get; init; }

    public DateTimeOffset? BlockedUntil { get; init; }

    public long Answered { get; init; }

    public int Floods { get; init; }

    public string Learned { get; init; } = "{}";

    /// <summary>The database's clock.</summary>
    public DateTimeOffset Now { get; init; }

    public Learned ToLearned() => JsonSerializer.Deserialize<Learned>(Learned)! with
    {
        Rate = Rate,
        BlockedUntil = BlockedUntil ?? DateTimeOffset.MinValue,
        Answered = Answered,
        Floods = Floods,
    };
}
