using Collector.Contracts;
using Collector.Testing;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Collector.Writer.Tests;

/// <summary>The whole service on an in-memory bus.</summary>
sealed class WriterProcess : IAsyncDisposable
{
    readonly IHost host;

    WriterProcess(IHost host) => this.host = host;

    public LogLines Log { get; private init; } = null!;

    ITestHarness Bus => host.Services.GetTestHarness();

    public static async Task<WriterProcess> StartAsync(string connectionString, params (string Name, string Value)[] settings)
    {
        var log = new LogLines();
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration["Transport"] = "memory";
        builder.Configuration["ConnectionStrings:Postgres"] = connectionString;
        foreach (var (name, value) in settings)
            builder.Configuration[name] = value;
        builder.Logging.AddProvider(log);
        builder.AddWriter();
        builder.Services.AddMassTransitTestHarness(bus => bus.SetTestTimeouts(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2)));
        var host = builder.Build();
        await host.StartAsync();
        return new(host) { Log = log };
    }

    public Task PublishAsync(MessagesCollected page) => Bus.Bus.Publish(page);

    public Task<bool> WroteAsync(MessagesCollected page) => Bus.Consumed.Any<MessagesCollected>(done => done.Exception is null && done.Context.Message.UpTo == page.UpTo);

    /// <returns>What the page's fault says, and whether writing it was tried again.</returns>
    public async Task<(string Message, bool Retried)> FaultAsync()
    {
        var fault = (await Bus.Published.SelectAsync<Fault<MessagesCollected>>().First()).Context.Message;
        return (fault.Exceptions[0].Message, Log.Lines.Any(line => line.Contains("R-RETRY", StringComparison.Ordinal)));
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }
}
