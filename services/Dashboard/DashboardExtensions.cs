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
        // An open page sends the token of a process that ended; it is told so and loads itself again.
        builder.Configuration["Serilog:MinimumLevel:Override:Microsoft.AspNetCore.Antiforgery.DefaultAntiforgery"] = "Fatal";
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
