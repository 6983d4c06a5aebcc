using MassTransit;
using RabbitMQ.Client.Exceptions;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;

namespace Collector.Hosting;

/// <summary>What MassTransit says of a broker that it cannot reach, in one line with the reason: it says it every few seconds, with a stack trace of fifty.</summary>
sealed class BrokerTrouble(ILogEventSink inner) : ILogEventSink, IDisposable
{
    static readonly MessageTemplateParser Parser = new();

    public void Emit(LogEvent logEvent) => inner.Emit(IsTrouble(logEvent) ? InALine(logEvent) : logEvent);

    public void Dispose() => (inner as IDisposable)?.Dispose();

    static bool IsTrouble(LogEvent logged) =>
        logged.Exception is ConnectionException or BrokerUnreachableException or RabbitMQClientException or ObjectDisposedException or OperationCanceledException
        && logged.Properties.GetValueOrDefault("SourceContext") is ScalarValue { Value: string source } && source.StartsWith("MassTransit", StringComparison.Ordinal);

    static LogEvent InALine(LogEvent logged) => new(
        logged.Timestamp,
        logged.Level,
        exception: null,
        Parser.Parse(logged.MessageTemplate.Text + ": {Reason:l}"),
        [.. logged.Properties.Select(property => new LogEventProperty(property.Key, property.Value)), new("Reason", new ScalarValue(logged.Exception!.GetBaseException().Message.ReplaceLineEndings(" ")))]);
}
