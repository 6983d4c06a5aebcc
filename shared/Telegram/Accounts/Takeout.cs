using Collector.Telegram.Clients;
using Microsoft.Extensions.Logging;
using TL;
using TL.Methods;

namespace Collector.Telegram.Accounts;

/// <summary>An account's export session, whose limits are lower; all its holders share one, and it outlives them. Without one calls are plain.</summary>
sealed class Takeout(int accountId, AccountTable accounts, bool wanted, TimeProvider time, ILogger logger) : IDisposable
{
    static readonly TimeSpan AskAgain = TimeSpan.FromHours(1);
    static readonly TimeSpan IdleToEnd = TimeSpan.FromMinutes(5);

    readonly SemaphoreSlim turn = new(1);
    long? id;
    long usedAt;
    DateTimeOffset notBefore;

    public async Task<T> CallAsync<T>(Connection connection, IMethod<T> method, int? dc, CancellationToken cancellationToken)
    {
        if (!wanted || await IdAsync(connection, cancellationToken) is not { } open)
            return await connection.CallAsync(method, dc, cancellationToken);

        Volatile.Write(ref usedAt, time.GetTimestamp());
        try
        {
            return await connection.CallAsync(new InvokeWithTakeout<T> { takeout_id = open, query = method }, dc, cancellationToken);
        }
        catch (RpcException ended) when (ended.Message == "TAKEOUT_INVALID")
        {
            await EndedAsync(open, cancellationToken);
            return await connection.CallAsync(method, dc, cancellationToken);
        }
    }

    /// <summary>Tells Telegram that the export is over when nothing was read for minutes.</summary>
    public async Task EndWhenIdleAsync(Connection connection, CancellationToken cancellationToken)
    {
        if (id is not { } open || time.GetElapsedTime(Volatile.Read(ref usedAt)) < IdleToEnd)
            return;
        await turn.WaitAsync(cancellationToken);
        try
        {
            await connection.CallAsync(new InvokeWithTakeout<bool> { takeout_id = open, query = new Account_FinishTakeoutSession { flags = Account_FinishTakeoutSession.Flags.success } }, null, cancellationToken);
            logger.LogInformation("Account {Account}: the export session is finished", accountId);
        }
        catch (RpcException over) when (over.Message == "TAKEOUT_INVALID")
        {
            // Another holder was faster.
        }
        finally
        {
            turn.Release();
        }

        await EndedAsync(open, cancellationToken, quietly: true);
    }

    public void Dispose() => turn.Dispose();

    async ValueTask<long?> IdAsync(Connection connection, CancellationToken cancellationToken)
    {
        if (id is not null || time.GetUtcNow() < notBefore)
            return id;
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (id is not null || time.GetUtcNow() < notBefore)
                return id;
            return id = await accounts.TakeoutAsync(accountId, cancellationToken) ?? await BeginAsync(connection, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    async Task<long?> BeginAsync(Connection connection, CancellationToken cancellationToken)
    {
        const Account_InitTakeoutSession.Flags flags =
            Account_InitTakeoutSession.Flags.message_channels | Account_InitTakeoutSession.Flags.message_megagroups | Account_InitTakeoutSession.Flags.message_chats | Account_InitTakeoutSession.Flags.files;
        try
        {
            var begun = await connection.CallAsync(new Account_InitTakeoutSession { flags = flags, file_max_size = int.MaxValue }, null, cancellationToken);
            logger.LogInformation("Account {Account} reads inside an export session", accountId);
            return await accounts.KeepTakeoutAsync(accountId, begun.id, cancellationToken);
        }
        catch (RpcException refused) when (refused.Message is "TAKEOUT_INIT_DELAY_X" or "TAKEOUT_REQUIRED" or "TAKEOUT_INVALID")
        {
            logger.LogWarning(
                "Account {Account}: Telegram does not begin an export session yet ({Reason}); reading without one. Allow it in an official app, where it asks for it (Service Notifications), or wait {Wait}",
                accountId, refused.Message, TimeSpan.FromSeconds(Math.Max(0, refused.X)));
            notBefore = time.GetUtcNow() + AskAgain;
            return null;
        }
    }

    async Task EndedAsync(long ended, CancellationToken cancellationToken, bool quietly = false)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (id != ended)
                return;
            id = null;
            await accounts.ForgetTakeoutAsync(accountId, ended, cancellationToken);
            if (quietly)
                return;
            notBefore = time.GetUtcNow() + AskAgain;
            logger.LogWarning("Account {Account}: Telegram has ended the export session, another one may have begun; reading without one", accountId);
        }
        finally
        {
            turn.Release();
        }
    }
}
