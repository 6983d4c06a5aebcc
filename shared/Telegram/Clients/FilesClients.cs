using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using TL;
using WTelegram;

namespace Collector.Telegram.Clients;

/// <summary>
/// The clients that fetch files, one for each data center, in the account's own one too, so that history does not stand in line behind them.
/// A broken one is closed here before the library is asked for another: it would close it itself, under a lock that every call of the session takes,
/// and block a thread for each caller until it has.
/// </summary>
/// <param name="closeAsync">Closes a client, however it does so.</param>
sealed class FilesClients(Func<Client, Task> closeAsync)
{
    // Those that belong to a main client that is thrown away go with it.
    readonly ConditionalWeakTable<Client, ConcurrentDictionary<int, Place>> places = [];

    /// <returns>A client that may not be connected yet.</returns>
    public async Task<Client> GetAsync(Client main, int dc, CancellationToken cancellationToken)
    {
        var place = PlaceOf(main, dc);
        await place.Turn.WaitAsync(cancellationToken);
        try
        {
            if (place.Client is { Disconnected: true })
                await CloseAsync(place);
            return place.Client ??= await MakeAsync(main, dc);
        }
        finally
        {
            place.Turn.Release();
        }
    }

    public async Task ConnectAsync(Client main, int dc, Client files)
    {
        // One that is connected already does not wait in the library's only line for those that do not answer.
        if (files.IsAsked())
            return;
        try
        {
            await main.GetClientForDC(-dc);
            await files.DropWhenSilentAsync();
        }
        catch (RpcException)
        {
            // The library would tell this one's first refusal again whenever it is to be connected.
            await CloseAsync(main, dc, files);
            throw;
        }
    }

    /// <summary>Closes a broken one, unless somebody did already.</summary>
    public async Task CloseAsync(Client main, int dc, Client broken)
    {
        var place = PlaceOf(main, dc);
        await place.Turn.WaitAsync();
        try
        {
            if (place.Client == broken)
                await CloseAsync(place);
        }
        finally
        {
            place.Turn.Release();
        }
    }

    async Task CloseAsync(Place place)
    {
        var broken = place.Client!;
        place.Client = null;
        await closeAsync(broken);
        // The library gives out one that was never connected again, and a closed one could not connect.
        await broken.ResetAsync(resetUser: false, resetSessions: false);
    }

    static async Task<Client> MakeAsync(Client main, int dc)
    {
        var files = await main.GetClientForDC(-dc, connect: false);
        files.FloodRetryThreshold = 0;
        // As for the main one: a broken one is made anew by us.
        files.MaxAutoReconnects = 1;
        return files;
    }

    Place PlaceOf(Client main, int dc) => places.GetOrCreateValue(main).GetOrAdd(dc, _ => new());

    sealed class Place
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public Client? Client { get; set; }
    }
}
