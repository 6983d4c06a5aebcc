using TL;

namespace Collector.FakeTelegram.Worlds;

/// <summary>Those who write in groups, a bot, and the channels elsewhere that posts are forwarded from.</summary>
static class People
{
    const long FirstUser = 5_000_000_001, FirstStranger = 1_900_000_001;
    const int Users = 200, Strangers = 20;

    static readonly string[] Names = ["Ada", "Boris", "Chiara", "Dmytro", "Élodie", "Farid", "Greta", "Hugo", "Ines", "Juri", "Мария", "Nils"];
    static readonly string[] Surnames = ["Abel", "Berg", "Cruz", "Dahl", "Evers", "Ферро", "Grün", "Holm"];

    public static long User(long noise) => FirstUser + Noise.Below(noise, Users);

    public static long Stranger(long noise) => FirstStranger + Noise.Below(noise, Strangers);

    /// <returns>The user; null when it is nobody of these.</returns>
    public static User? ToUser(long id, FakeAccount viewer)
    {
        if (id == World.Bot)
            return new()
            {
                flags = TL.User.Flags.has_access_hash | TL.User.Flags.has_first_name | TL.User.Flags.has_username | TL.User.Flags.bot,
                id = id,
                access_hash = viewer.AccessHash(id),
                first_name = "GIFs",
                username = "gif",
            };
        var number = id - FirstUser;
        return number is < 0 or >= Users
            ? null
            : new()
            {
                flags = TL.User.Flags.has_access_hash | TL.User.Flags.has_first_name | TL.User.Flags.has_last_name,
                id = id,
                access_hash = viewer.AccessHash(id),
                first_name = Names[number % Names.Length],
                last_name = Surnames[number / Names.Length % Surnames.Length],
            };
    }

    public static Channel? ToChannel(long id, FakeAccount viewer) => id - FirstStranger is < 0 or >= Strangers
        ? null
        : new()
        {
            flags = Channel.Flags.has_access_hash | Channel.Flags.broadcast | Channel.Flags.left,
            id = id,
            access_hash = viewer.AccessHash(id),
            title = $"Source {id - FirstStranger + 1}",
            date = Invention.First.UtcDateTime,
        };
}
