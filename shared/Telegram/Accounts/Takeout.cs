using Collector.Sources;
using Collector.Telegram.Clients;
using Collector.Telegram.Governing;
using Microsoft.Extensions.Logging;
using TL;
using TL.Methods;

namespace Collector.Telegram.Accounts;

/// <summary>An account's export session, whose limits are lower; all its holders share one, and it outlives them. Without one calls are plain.</summary>
sealed class Takeout(int accountId, Connection connection, TakeoutTable table, bool wanted, TimeProvider time, ILogger logger) : IDisposable
{
    static readonly TimeSpan AskAgain = TimeSpan.FromHours(1);
    static readonly TimeSpan IdleToEnd = TimeSpan.FromMinutes(5);
    static readonly TimeSpan FinishWithin = TimeSpan.FromSeconds(10);

    readonly SemaphoreSlim turn = new(1);
    long? id;
    bool used;
    DateTimeOffset notBefore;

    public async Task<T> CallAsync<T>(IMethod<T> method, int? dc, CancellationToken cancellationToken)
    {
        while (wanted && await IdAsync(cancellationToken) is { } open)
        {
            Volatile.Write(ref used, true);
            try
            {
                return await connection.CallAsync(new InvokeWithTakeout<T> { takeout_id = open, query = method }, dc, cancellationToken);
            }
            catch (RpcException ended) when (ended.Message == "TAKEOUT_INVALID")
            {
                await EndedAsync(open, cancellationToken);
            }
        }

        return await connection.CallAsync(method, dc, cancellationToken);
    }

    /// <summary>Tells the other holders that it is in use, or Telegram that it is over: when nobody has read for minutes.</summary>
    public async Task TendAsync(CancellationToken cancellationToken)
    {
        if (id is not { } open)
            return;
        if (Interlocked.Exchange(ref used, false))
            await table.UsedAsync(accountId, open, cancellationToken);
        else
            await FinishAsync(open, IdleToEnd, cancellationToken);
    }

    /// <summary>Tells Telegram that the export is over, because nothing is left to read.</summary>
    public Task FinishAsync(CancellationToken cancellationToken) => id is { } open ? FinishAsync(open, TimeSpan.Zero, cancellationToken) : Task.CompletedTask;

    public void Dispose() => turn.Dispose();

    async Task FinishAsync(long open, TimeSpan idle, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (!await table.TryTakeAsync(accountId, open, idle, cancellationToken))
                return;
            id = null;
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(FinishWithin);
            var finish = new Account_FinishTakeoutSession { flags = Account_FinishTakeoutSession.Flags.success };
            await connection.CallAsync(new InvokeWithTakeout<bool> { takeout_id = open, query = finish }, null, patience.Token);
            logger.LogInformation("Account {Account}: the export session is finished", accountId);
        }
        catch (Exception failure) when (failure is RpcException or FloodWaitException or SourceWaitException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            logger.LogInformation("Account {Account}: the export session is left to end by itself: {Reason}", accountId, failure.Message);
        }
        finally
        {
            turn.Release();
        }
    }

    async ValueTask<long?> IdAsync(CancellationToken cancellationToken)
    {
        if (id is not null || time.GetUtcNow() < notBefore)
            return id;
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (id is null && time.GetUtcNow() >= notBefore)
            {
                (id, var pausedUntil) = await table.ShareAsync(accountId, () => BeginAsync(cancellationToken), cancellationToken);
                notBefore = pausedUntil ?? notBefore;
            }

            return id;
        }
        finally
        {
            turn.Release();
        }
    }

    async Task<long?> BeginAsync(CancellationToken cancellationToken)
    {
        const Account_InitTakeoutSession.Flags flags =
            Account_InitTakeoutSession.Flags.message_channels | Account_InitTakeoutSession.Flags.message_megagroups | Account_InitTakeoutSession.Flags.message_chats | Account_InitTakeoutSession.Flags.files;
        try
        {
            var begun = await connection.CallAsync(new Account_InitTakeoutSession { flags = flags, file_max_size = int.MaxValue }, null, cancellationToken);
            logger.LogInformation("Account {Account} reads inside an export session", accountId);
            return begun.id;
        }
        catch (RpcException refused) when (refused.Message.StartsWith("TAKEOUT_", StringComparison.Ordinal))
        {
            notBefore = time.GetUtcNow() + AskAgain;
            logger.LogWarning(
                "Account {Account} reads without an export session: Telegram begins none yet ({Reason}). Allow it in an official app, where Telegram asks you, or wait {Wait}; it is asked again every hour",
                accountId, refused.Message, LoginRefusals.Duration(Math.Max(0, refused.X)));
            return null;
        }
        catch (FloodWaitException flood)
        {
            // The reading itself need not wait.
            notBefore = time.GetUtcNow() + (flood.Wait > AskAgain ? flood.Wait : AskAgain);
            logger.LogWarning("Account {Account} reads without an export session: Telegram asks to wait {Wait} before the next", accountId, LoginRefusals.Duration((int)flood.Wait.TotalSeconds));
            return null;
        }
    }

    async Task EndedAsync(long ended, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (id != ended)
                return;
            id = null;
            if (!await table.EndedAsync(accountId, ended, AskAgain, cancellationToken))
                return;
            logger.LogWarning("Account {Account} reads without an export session for an hour: Telegram has ended it, as when another export begins (TAKEOUT_INVALID)", accountId);
        }
        finally
        {
            turn.Release();
        }
    }
}
