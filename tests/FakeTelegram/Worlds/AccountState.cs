namespace Collector.FakeTelegram.Worlds;

public enum AccountState
{
    Active,

    /// <summary>USER_DEACTIVATED_BAN.</summary>
    Banned,

    /// <summary>USER_DEACTIVATED.</summary>
    Deactivated,
}
