namespace Collector.Exporting;

/// <summary>Writes messages in one format, as they come; disposed before it is completed it leaves something broken.</summary>
public interface IMessageWriter : IAsyncDisposable
{
    /// <summary>True to be given messages by month, then id; else by id alone.</summary>
    bool ByMonth => false;

    /// <summary>The messages that follow are of this channel.</summary>
    Task BeginAsync(ExportedChannel channel, Snapshot snapshot, CancellationToken cancellationToken) => Task.CompletedTask;

    Task WriteAsync(ExportedMessage message, CancellationToken cancellationToken);

    Task CompleteAsync(CancellationToken cancellationToken);
}
