using Collector.Sources;
using Collector.Telegram.Clients;
using Collector.Telegram.Governing;
using TL;

namespace Collector.Telegram.Accounts;

/// <summary>An account that this process may call Telegram with, as long as its lease holds.</summary>
sealed class HeldAccount(SessionLease lease, Connection connection, AccountGates gates, Takeout takeout) : IHeldAccount
{
    readonly TaskCompletionSource<LoggedOutException> failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Id => lease.AccountId;

    public SessionLease Lease => lease;

    public int Concurrency => lease.IsValid && !gates.IsWaiting(CallClass.History) ? gates.SuggestedConcurrency(CallClass.History) : 0;

    public int MaxConcurrency => gates.MaxCallers;

    public int MaxDownloads => gates.MaxFileCallers;

    /// <summary>Ends when Telegram has ended the session.</summary>
    public Task<LoggedOutException> Failed => failed.Task;

    /// <summary>Calls Telegram when it is this call's turn; reads inside the export session, when there is one.</summary>
    /// <param name="channel">Channels take turns.</param>
    /// <param name="dc">For files: where they lie.</param>
    /// <exception cref="SourceWaitException">The account, or Telegram, has to be waited for.</exception>
    /// <exception cref="AccountLostException">The session is dead.</exception>
    /// <exception cref="RpcException">Telegram refuses for another reason.</exception>
    public async Task<T> CallAsync<T>(CallClass callClass, string channel, IMethod<T> method, int? dc, CancellationToken cancellationToken)
    {
        try
        {
            return await gates.CallAsync(callClass, channel, dc, cancellation => IsRead(callClass) ? takeout.CallAsync(method, dc, cancellation) : connection.CallAsync(method, dc, cancellation), cancellationToken);
        }
        catch (AccountWaitException wait)
        {
            throw new SourceWaitException(wait.Until, wait.Message);
        }
        catch (LoggedOutException loggedOut)
        {
            failed.TrySetResult(loggedOut);
            throw new AccountLostException(loggedOut.Message, loggedOut);
        }
    }

    /// <summary>Nothing is left to read.</summary>
    public Task EndReadingAsync(CancellationToken cancellationToken) => takeout.FinishAsync(cancellationToken);

    static bool IsRead(CallClass callClass) => callClass is CallClass.History or CallClass.Messages or CallClass.Files;
}
