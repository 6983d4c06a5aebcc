using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Collector.Database;

public static class DatabaseExtensions
{
    /// <summary>Adds the one <see cref="NpgsqlDataSource"/> of the process. May be called more than once.</summary>
    public static IHostApplicationBuilder AddDatabase(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<DatabaseOptions>().BindConfiguration("").ValidateDataAnnotations();
        builder.Services.TryAddSingleton(services => DataSource.Create(services.GetRequiredService<IOptions<DatabaseOptions>>().Value));
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<DatabaseOutages>();
        return builder;
    }
}
