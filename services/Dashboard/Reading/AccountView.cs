namespace Collector.Dashboard.Reading;

/// <summary>An account that is logged in.</summary>
sealed record AccountView
{
    public int Id { get; init; }

    public string Name { get; init; } = "";

    /// <summary>Masked.</summary>
    public string Phone { get; init; } = "";

    public string State { get; init; } = "";

    public string? LastError { get; init; }

    public int Channels { get; init; }

    /// <summary>Calls that Telegram answered.</summary>
    public long Answered { get; init; }

    public int Floods { get; init; }

    public IReadOnlyList<SessionView> Sessions { get; init; } = [];
}
