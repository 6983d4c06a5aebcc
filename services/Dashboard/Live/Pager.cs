using Npgsql;

namespace Collector.Dashboard.Live;

/// <summary>A list that is read page by page. An answer that comes when another list was asked for is not shown.</summary>
/// <param name="size">Items of a page.</param>
/// <param name="failure">What to say when a page could not be read, before the reason.</param>
/// <param name="slow">What to say when it took too long.</param>
public sealed class Pager<T>(int size, string failure, string slow = "It took too long; try again") : IDisposable
    where T : class
{
    Func<T?, int, CancellationToken, Task<IReadOnlyList<T>>>? read;
    CancellationTokenSource? reading;

    /// <summary>Null until the first page is there.</summary>
    public IReadOnlyList<T>? Items { get; private set; }

    public bool HasMore { get; private set; }

    public bool IsBusy => reading is not null;

    /// <summary>Why the page that was asked for is not there, in words; null while all is well.</summary>
    public string? Problem { get; private set; }

    /// <summary>Shows nothing.</summary>
    public void Clear()
    {
        // The other way of cancelling would hold up the page until PostgreSQL has heard of it.
        _ = reading?.CancelAsync();
        (reading, Items, HasMore, Problem) = (null, null, false, null);
    }

    /// <summary>Begins another list.</summary>
    /// <param name="from">Reads so many items after one; after null those of the first page.</param>
    public Task ResetAsync(Func<T?, int, CancellationToken, Task<IReadOnlyList<T>>> from)
    {
        Clear();
        read = from;
        return ReadAsync(null);
    }

    /// <summary>Reads the next page; or what could not be read, once more.</summary>
    public Task NextAsync() => IsBusy ? Task.CompletedTask : ReadAsync(Items is [.., var last] ? last : null);

    /// <summary>Reads the first page again, unless somebody has gone on.</summary>
    public Task RefreshAsync() => IsBusy || Items?.Count > size ? Task.CompletedTask : ReadAsync(null);

    public void Dispose() => Clear();

    async Task ReadAsync(T? after)
    {
        var mine = reading = new();
        try
        {
            var page = await read!(after, size, mine.Token);
            if (reading == mine)
                (Items, HasMore, Problem) = (after is null ? page : [.. Items!, .. page], page.Count == size, null);
        }
        catch (Exception) when (reading != mine)
        {
            // Nobody waits for it.
        }
        catch (NpgsqlException failed)
        {
            (HasMore, Problem) = (true, failed is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } or { InnerException: TimeoutException } ? slow : $"{failure}: {failed.Message}");
        }
        finally
        {
            if (reading == mine)
                reading = null;
        }
    }
}
