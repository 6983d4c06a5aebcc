using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;
using Spectre.Console;

namespace Collector.Cli.Display;

/// <summary>Writes log lines through the console that draws the display, so that they appear above it. Stack traces are for log files.</summary>
sealed class TerminalLog(IAnsiConsole console) : ILogEventSink
{
    readonly MessageTemplateTextFormatter format = new("{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}");

    public void Emit(LogEvent logEvent)
    {
        if (IsPerRange(logEvent))
            return;

        using var line = new StringWriter();
        format.Format(logEvent, line);
        if (logEvent.Exception is { } failure)
            line.Write($" ({failure.GetBaseException().Message})");
        var color = logEvent.Level switch
        {
            >= LogEventLevel.Error => Color.Red,
            LogEventLevel.Warning => Color.Yellow,
            _ => Color.Grey,
        };
        // As wide as the screen: it is written over the display, which is then drawn below it.
        console.Write(new Padder(new Text(line.ToString(), new Style(color)), new Padding(0)).Expand());
    }

    // A line for every page would scroll everything else away; the display says the same.
    static bool IsPerRange(LogEvent logEvent) =>
        logEvent.Level == LogEventLevel.Information
        && logEvent.Properties.TryGetValue(Constants.SourceContextPropertyName, out var value)
        && value is ScalarValue { Value: string source }
        && source.EndsWith("Consumer", StringComparison.Ordinal);
}
