namespace Collector.Hosting;

/// <summary>Lets an event end the loop's pause early; many events end one pause.</summary>
public sealed class Wake : IDisposable
{
    readonly SemaphoreSlim signal = new(0, 1);

    public void Up()
    {
        try
        {
            signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    public async Task WaitAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        try
        {
            await signal.WaitAsync(pause, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    public void Dispose() => signal.Dispose();
}
