using Collector.Cli.Display;
using Collector.Collector;
using Collector.Contracts;
using Collector.Dashboard;
using Collector.Database;
using Collector.Hosting;
using Collector.Media;
using Collector.Scheduler;
using Collector.Sources.Export;
using Collector.Writer;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Collector.Cli.Running;

/// <summary>All services in this process.</summary>
sealed class EmbeddedHost : IAsyncDisposable
{
    readonly IHost host;

    EmbeddedHost(IHost host) => this.host = host;

    public NpgsqlDataSource Database => Get<NpgsqlDataSource>();

    public CancellationToken Stopping => Get<IHostApplicationLifetime>().ApplicationStopping;

    /// <summary>Gets everything ready that must be before a service starts: the server, the schema, the right to run.</summary>
    /// <param name="dashboard">True to have the web page, too; see <see cref="ShowDashboardAsync"/>.</param>
    public static async Task<EmbeddedHost> PrepareAsync(Shell shell, CancellationToken cancellationToken, bool dashboard = false)
    {
        var builder = shell.CreateBuilder();
        Quiet(builder.Configuration);
        builder.AddLogging(shell.Live ? new TerminalLog(shell.Out) : null);
        // Before whatever may have to wait at its start.
        builder.AddHealth().AddTelemetry();
        builder.AddMedia().AddWriter().AddCollector().AddScheduler().AddLiveTelegram();
        if (dashboard)
            builder.AddDashboard();
        builder.Services.AddExportSource();
        builder.Services.AddSingleton<ConnectionBudget>();
        builder.Services.TryAddSingleton<Progress>();
        var alone = builder.Configuration.Messaging().InMemory;
        if (alone)
        {
            builder.Services.AddSingleton(services =>
                new RunLock(services.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString!, services.GetRequiredService<TimeProvider>()));
            builder.Services.AddHostedService<RunLockKeeper>();
        }

        var embedded = new EmbeddedHost(builder.Build());
        try
        {
            await embedded.ReadyAsync(shell, alone, cancellationToken);
            return embedded;
        }
        catch
        {
            await embedded.DisposeAsync();
            throw;
        }
    }

    public T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    public ILogger Logger() => Get<ILoggerFactory>().CreateLogger("Collector.Cli");

    /// <param name="only">The channels to serve; null for all.</param>
    public async Task StartAsync(IReadOnlyCollection<int>? only, CancellationToken cancellationToken)
    {
        Get<IOptions<SchedulerOptions>>().Value.Only = only?.ToArray();
        cancellationToken.Register(Get<IHostApplicationLifetime>().StopApplication);
        await host.StartAsync(CancellationToken.None);
    }

    /// <summary>Requests what is wanted: the last process may have ended with requests in its memory. Only after the start, when somebody listens.</summary>
    /// <param name="channel">Null for all.</param>
    public async Task RequestImagesAsync(int? channel, CancellationToken cancellationToken)
    {
        var wanted = Get<WantedImages>();
        // What finds no room now is requested while these are fetched. On a full disk those that were requested wait again, and are not counted twice.
        for (var left = await wanted.RequestAgainAsync(channel, cancellationToken); left > 0 && Get<ImageBacklog>().HasRoom;)
        {
            if (await wanted.RequestWaitingAsync(Get<IBus>(), cancellationToken) is not (> 0 and var requested))
                break;
            left -= requested;
        }
    }

    /// <summary>Opens the web page. Nothing is collected worse without it: a port that is taken is only said.</summary>
    public async Task ShowDashboardAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Get<DashboardServer>().StartAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Stopped before it was open: its own host hears the signal, too.
        }
        catch (PermanentException taken)
        {
            Logger().LogWarning("{Problem}", taken.Message);
        }
    }

    /// <summary>Everything is collected; only before the stop, while accounts are held.</summary>
    public Task EndReadingAsync(CancellationToken cancellationToken) => LiveTelegram.EndReadingAsync(host.Services, cancellationToken);

    public async Task StopAsync()
    {
        if (host.Services.GetService<DashboardServer>() is { } dashboard)
            await dashboard.StopAsync(CancellationToken.None);
        await host.StopAsync();
        if (host.IsBroken())
            Environment.ExitCode = ExitCode.Failed;
    }

    public async ValueTask DisposeAsync()
    {
        if (host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
    }

    async Task ReadyAsync(Shell shell, bool alone, CancellationToken cancellationToken)
    {
        await OpenDatabase.WaitAsync(Database, shell, Get<TimeProvider>(), cancellationToken);
        await Get<Migrator>().MigrateAsync(cancellationToken);
        await AccountVerbs.CheckKeyAsync(host.Services, cancellationToken);
        await Get<ConnectionBudget>().CheckAsync(cancellationToken);
        if (!alone)
            return;

        await Get<RunLock>().TakeAsync(RunLock.Patience, cancellationToken);
        await Get<Outstanding>().ForgetAsync(cancellationToken);
        await Get<Collectors>().ForgetAsync(cancellationToken);
    }

    // A line for every page and image is for services that run by themselves; here the display shows them. What faults is said in one line by its service.
    static void Quiet(ConfigurationManager configuration)
    {
        if (configuration["LOG_LEVEL"] is not null)
            return;

        foreach (var consumer in new[] { "Collector.CollectChannelConsumer", "Media.ImageRequestedConsumer", "Writer.MessagesCollectedConsumer" })
            configuration[$"Serilog:MinimumLevel:Override:Collector.{consumer}"] = "Warning";
        configuration["Serilog:MinimumLevel:Override:MassTransit.ReceiveTransport"] = "Fatal";
    }
}
