namespace Collector.Sources.Export;

/// <summary>What an id of the file means.</summary>
static class MessageIds
{
    const int Highest = 2_147_483_646;
    const int MigratedShift = 1_000_000_000;

    /// <returns>Null when the id cannot be one of this chat.</returns>
    public static int? Of(long id, bool migrated) => (migrated ? id + MigratedShift : id) switch
    {
        var real when migrated && (id >= 0 || real < 1) => null,
        var real when real is < 1 or > Highest => null,
        var real => (int)real,
    };
}
