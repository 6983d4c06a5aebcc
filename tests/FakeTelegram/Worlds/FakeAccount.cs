using TL;

namespace Collector.FakeTelegram.Worlds;

/// <summary>Somebody who can sign in.</summary>
public sealed class FakeAccount
{
    internal FakeAccount(World world, long id, string phone) => (World, Id, Phone) = (world, id, phone);

    public long Id { get; }

    /// <summary>Digits only.</summary>
    public string Phone { get; }

    /// <summary>What the owner types to sign in.</summary>
    public string Code { get; set; } = "12345";

    /// <summary>The second step of signing in; null for none.</summary>
    public string? Password { get; set; }

    /// <summary>Where it lives.</summary>
    public int Dc { get; set; } = 2;

    public string Name { get; set; } = "Ann";

    public bool IsPremium { get; set; }

    public AccountState State { get; set; }

    internal World World { get; }

    /// <summary>The number without which this account cannot speak of something; another account's is of no use.</summary>
    public long AccessHash(long id) => Noise.Mix(World.Seed, Id, id) & long.MaxValue;

    internal User ToUser(FakeAccount viewer) => new()
    {
        flags = User.Flags.has_access_hash | User.Flags.has_first_name | User.Flags.has_phone
            | (viewer == this ? User.Flags.self : 0)
            | (IsPremium ? User.Flags.premium : 0),
        id = Id,
        access_hash = viewer.AccessHash(Id),
        first_name = Name,
        phone = Phone,
    };
}
