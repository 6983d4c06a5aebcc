using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Collector.Sources.Export;

public static class ExportExtensions
{
    /// <summary>Adds the source that reads folders written by Telegram Desktop's JSON export. May be called more than once.</summary>
    public static IServiceCollection AddExportSource(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<ExportOptions>().BindConfiguration("").ValidateDataAnnotations();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(ExportFiles.Shared);
        services.TryAddSingleton<ChannelSources>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannelSource, ExportSource>());
        return services;
    }
}
