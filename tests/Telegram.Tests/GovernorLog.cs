using System.Collections.Concurrent;
using Collector.Telegram.Governing;
using Microsoft.Extensions.Logging;

namespace Collector.Telegram.Tests;

sealed class GovernorLog : ILogger<Governor>
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue(formatter(state, exception));
}
