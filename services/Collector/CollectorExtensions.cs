using Collector.Hosting;
using Collector.Sources;
using MassTransit.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Collector.Collector;

public static class CollectorExtensions
{
    /// <summary>Reads pages from the sources that are registered beside it.</summary>
    public static IHostApplicationBuilder AddCollector(this IHostApplicationBuilder builder)
    {
        builder.AddMessaging();
        builder.Services.AddOptionsWithValidateOnStart<CollectorOptions>().BindConfiguration("").ValidateDataAnnotations();
        builder.Services.TryAddSingleton<ChannelSources>();
        builder.Services.AddSingleton(services => ConcurrencyLimit.Of(services.GetRequiredService<IOptions<CollectorOptions>>().Value));
        builder.Services.AddSingleton(services => new ConnectionNeed("CONCURRENT_LIMIT", services.GetRequiredService<ConcurrencyLimit>().Value));
        builder.Services.AddSingleton(new CountersFromZero(CollectorMetrics.Begin));
        builder.Services.RegisterConsumer<CollectChannelConsumer, CollectChannelConsumerDefinition>();
        builder.Services.AddSingleton<IAccountWork, AccountCollecting>();
        builder.Services.AddSingleton<Announcements>();
        builder.Services.AddHostedService<Announcer>();
        return builder;
    }
}
