namespace Collector.Telegram.Accounts;

/// <summary>A row of <c>accounts</c>, with what its sessions are doing.</summary>
public sealed record AccountRow
{
    /// <summary>The state of one that is to be logged out and forgotten.</summary>
    public const string Removing = "removing";

    public int Id { get; init; }

    public long TelegramId { get; init; }

    /// <summary>Masked: its first and last digits only.</summary>
    public required string Phone { get; init; }

    public required string Name { get; init; }

    /// <summary><c>active</c>, <c>paused</c>, <c>logged_out</c>, <c>banned</c> or <c>removing</c>.</summary>
    public required string State { get; init; }

    public string? LastError { get; init; }

    public int Sessions { get; init; }

    /// <summary>Sessions that a process uses now.</summary>
    public int Held { get; init; }
}
