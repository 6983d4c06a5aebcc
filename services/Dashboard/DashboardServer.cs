using System.Net;
using Collector.Contracts;
using Collector.Hosting;
using Collector.Media;
using Collector.Queries;
using Collector.Scheduler;
#if LIVE_TELEGRAM
using Collector.Telegram.Accounts;
#endif
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Collector.Dashboard;

/// <summary>The web server of the page and of <c>/api</c>: a host of its own within the service's, so that it may share a process with all the others.</summary>
public sealed class DashboardServer(IServiceProvider services, IOptions<DashboardOptions> options, ILogger<DashboardServer> logger) : IHostedService, IAsyncDisposable
{
    WebApplication? web;

    /// <summary>What to open in a browser; null before the start.</summary>
    public string? Address { get; private set; }

    /// <exception cref="PermanentException">The port is taken.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        web = Build();
        try
        {
            await web.StartAsync(cancellationToken);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            throw new PermanentException($"The dashboard cannot listen on {options.Value.Bind}:{options.Value.Port}, which is taken. Choose another DASHBOARD_PORT.", taken);
        }

        Address = web.Urls.First();
        logger.LogInformation("Dashboard: {Address}", Address);
    }

    public Task StopAsync(CancellationToken cancellationToken) => web?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => web?.DisposeAsync() ?? ValueTask.CompletedTask;

    WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Parse(options.Value.Bind), options.Value.Port);
        });
        // Open pages must not hold up the end of everything else.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        Share<ILoggerFactory>();
        Share<TimeProvider>();
        Share<NpgsqlDataSource>();
        Share<IOptions<DashboardOptions>>();
        Share<IOptions<MessagingOptions>>();
        Share<IOptions<RabbitMqTransportOptions>>();
        Share<IOptions<ClusterOptions>>();
        Share<Channels>();
        Share<ImageStore>();
        Share<ImagePurge>();
        Share<ImageAudit>();
        Share<WantedImages>();
        Share<Progress>();
#if LIVE_TELEGRAM
        // Only when somebody logs in: its settings may be missing.
        builder.Services.AddSingleton<Func<AccountLogin>>(() => new(services.GetRequiredService<Login>));
#else
        builder.Services.AddSingleton<Func<AccountLogin>>(() => new());
#endif
        return builder.AddPages().Build().MapPages();

        void Share<T>()
            where T : class => builder.Services.AddSingleton(services.GetRequiredService<T>());
    }
}
