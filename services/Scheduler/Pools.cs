namespace Collector.Scheduler;

/// <summary>The pools of one tick, filled as it gives work to them.</summary>
sealed class Pools(IReadOnlyList<Pool> alive)
{
    public IReadOnlyList<Pool> Alive => alive;

    public int[] Accounts { get; } = [.. alive.Select(pool => pool.AccountId).Where(account => account != Pool.NoAccount)];

    /// <summary>The accounts that may look up names.</summary>
    public int[] Resolvers { get; } = [.. alive.Where(pool => pool.AccountId != Pool.NoAccount && pool.Resolves).Select(pool => pool.AccountId)];

    public int Outstanding => alive.Sum(pool => pool.Outstanding);

    public int Concurrency => alive.Sum(pool => pool.Concurrency);

    public int ConcurrencyOf(int[] accounts) => Of(accounts).Sum(pool => pool.Concurrency);

    public int FreeOf(int[] accounts) => Of(accounts).Sum(pool => pool.Free);

    public IEnumerable<int> WithPlaces(int[] accounts) => Of(accounts).Where(pool => pool.Free > 0).Select(pool => pool.AccountId);

    /// <summary>Takes a place of the pool that has the most free ones.</summary>
    /// <returns>Its account; null when none is free.</returns>
    public int? TakeFree(int[] accounts) => Take(Of(accounts).Where(pool => pool.Free > 0).MaxBy(pool => pool.Free));

    /// <summary>As <see cref="TakeFree"/>, for a look at a channel that the accounts have not tried.</summary>
    public int? TakeFreeToTry(int[] accounts) => Take(Of(accounts).Where(pool => pool.Free > 0 && pool.MayTry).MaxBy(pool => pool.Free), tries: true);

    /// <summary>Takes a place of the pool that has the least to do, free or not, for a look at a channel that the accounts can read.</summary>
    /// <returns>Its account; null when no pool is there, or each must wait.</returns>
    public int? TakeToLook(int[] accounts) => Take(LeastBusy(Of(accounts).Where(pool => pool.Looks)));

    /// <summary>As <see cref="TakeToLook"/>, for a channel that the accounts have not tried.</summary>
    public int? TakeToTry(int[] accounts) => Take(LeastBusy(Of(accounts).Where(pool => pool.MayTry)), tries: true);

    static Pool? LeastBusy(IEnumerable<Pool> pools) => pools.MinBy(pool => pool.Outstanding / (double)pool.Concurrency);

    static int? Take(Pool? pool, bool tries = false)
    {
        if (pool is null)
            return null;
        pool.Outstanding++;
        pool.Trying += tries ? 1 : 0;
        return pool.AccountId;
    }

    // In their own order, for equals are taken by it.
    IEnumerable<Pool> Of(int[] accounts) => alive.Where(pool => accounts.Contains(pool.AccountId));
}
