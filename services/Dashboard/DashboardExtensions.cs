using Collector.Database;
using Collector.Hosting;
using Collector.Media;
using Collector.Queries;
using Collector.Scheduler;
#if LIVE_TELEGRAM
using Collector.Telegram.Accounts;
#endif
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Collector.Dashboard;

public static class DashboardExtensions
{
    /// <summary>Adds the web page and the HTTP API; a host starts <see cref="DashboardServer"/> when it wants them.</summary>
    public static IHostApplicationBuilder AddDashboard(this IHostApplicationBuilder builder)
    {
        builder.AddDatabase();
        builder.AddImageStore();
#if LIVE_TELEGRAM
        builder.AddTelegramLogin();
#endif
        builder.Services.AddOptionsWithValidateOnStart<DashboardOptions>().BindConfiguration("").ValidateDataAnnotations();
        builder.Services.AddBrokerOptions();
        builder.Services.TryAddSingleton<Channels>();
        builder.Services.TryAddSingleton<Progress>();
        builder.Services.AddSingleton<DashboardServer>();
        return builder;
    }
}
