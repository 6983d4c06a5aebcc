using System.Runtime.InteropServices;

namespace Collector.Cli;

/// <summary>Ctrl-C and SIGTERM as a token, for commands that have something to tidy up.</summary>
sealed class Interrupt : IDisposable
{
    readonly CancellationTokenSource source;
    readonly PosixSignalRegistration[] signals;

    public Interrupt(CancellationToken cancellationToken)
    {
        source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)];
    }

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        foreach (var signal in signals)
            signal.Dispose();
        source.Dispose();
    }

    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        source.Cancel();
    }
}
