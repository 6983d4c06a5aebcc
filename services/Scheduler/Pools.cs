namespace Collector.Scheduler;

/// <summary>The pools of one tick, filled as it gives work to them.</summary>
sealed class Pools(IReadOnlyList<Pool> alive)
{
    public IReadOnlyList<Pool> Alive => alive;

    public int[] Accounts { get; } = [.. alive.Select(pool => pool.AccountId).Where(account => account != Pool.NoAccount)];

    public int Outstanding => alive.Sum(pool => pool.Outstanding);

    public int Concurrency => alive.Sum(pool => pool.Concurrency);

    public int ConcurrencyOf(int[] accounts) => Of(accounts).Sum(pool => pool.Concurrency);

    public int FreeOf(int[] accounts) => Of(accounts).Sum(pool => pool.Free);

    public IEnumerable<int> WithPlaces(int[] accounts) => Of(accounts).Where(pool => pool.Free > 0).Select(pool => pool.AccountId);

    /// <summary>Takes a place of the pool that has the most free ones.</summary>
    /// <returns>Its account; null when none is free.</returns>
    public int? TakeFree(int[] accounts) => Take(Of(accounts).Where(pool => pool.Free > 0).MaxBy(pool => pool.Free));

    /// <summary>Takes a place of the pool that has the least to do, free or not.</summary>
    /// <returns>Its account; null when no pool is there.</returns>
    public int? Take(int[] accounts) => Take(Of(accounts).MinBy(pool => pool.Outstanding / (double)pool.Concurrency));

    static int? Take(Pool? pool)
    {
        if (pool is null)
            return null;
        pool.Outstanding++;
        return pool.AccountId;
    }

    // In their own order, for equals are taken by it.
    IEnumerable<Pool> Of(int[] accounts) => alive.Where(pool => accounts.Contains(pool.AccountId));
}
