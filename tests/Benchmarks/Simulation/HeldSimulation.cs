using Collector.Sources;
using Collector.Telegram.Governing;

namespace Collector.Benchmarks.Simulation;

/// <summary>A simulated account that this process works with; its calls pass the gates that those of real accounts pass.</summary>
sealed class HeldSimulation(int id, SimulatedAccount account, AccountGates gates) : IHeldAccount
{
    public int Id => id;

    public SimulatedAccount Account => account;

    public int Concurrency => gates.IsWaiting(CallClass.History) ? 0 : gates.SuggestedConcurrency(CallClass.History);

    public int MaxConcurrency => gates.MaxCallers;

    public int MaxDownloads => gates.MaxFileCallers;

    /// <param name="channel">Channels take turns.</param>
    /// <exception cref="SourceWaitException">The account has to be waited for.</exception>
    public async Task<T> CallAsync<T>(CallClass callClass, string channel, int? dataCenter, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await gates.CallAsync(callClass, channel, dataCenter, cancellation => TellAsync(call, cancellation), cancellationToken);
        }
        catch (AccountWaitException wait)
        {
            throw new SourceWaitException(wait.Until, wait.Message);
        }
    }

    static async Task<T> TellAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call(cancellationToken);
        }
        catch (RefusedException refused)
        {
            throw new FloodWaitException(refused.Wait);
        }
    }
}
