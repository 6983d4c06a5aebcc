namespace Collector.FakeTelegram.Trouble;

/// <summary>What goes wrong, from now on or once.</summary>
public sealed class Faults
{
    /// <summary>Answers of at least so many bytes are compressed; null for none.</summary>
    public int? GzipFrom { get; set; }

    /// <summary>A key that is in two places at once is dead for good: AUTH_KEY_DUPLICATED.</summary>
    public bool KillsDuplicatedKeys { get; set; }
}
