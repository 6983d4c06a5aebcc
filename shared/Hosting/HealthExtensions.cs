using Collector.Database;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Collector.Hosting;

public static class HealthExtensions
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>Adds <c>/health/live</c>, <c>/health/ready</c> and <c>/metrics</c> on <c>HEALTH_PORT</c>. The bus adds a check of its own.</summary>
    public static IHostApplicationBuilder AddHealth(this IHostApplicationBuilder builder)
    {
        builder.AddDatabase();
        builder.Services.TryAddSingleton<Migrator>();
        builder.Services.AddOptionsWithValidateOnStart<HealthOptions>().BindConfiguration("").ValidateDataAnnotations();
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("postgresql", timeout: Patience);
        builder.Services.AddHostedService<HealthEndpoint>();
        return builder;
    }
}
