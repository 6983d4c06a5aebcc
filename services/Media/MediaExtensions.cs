using Collector.Database;
using Collector.Hosting;
using Collector.Sources;
using MassTransit.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Collector.Media;

public static class MediaExtensions
{
    /// <summary>Fetches requested images into the store, from the sources that are registered beside it.</summary>
    public static IHostApplicationBuilder AddMedia(this IHostApplicationBuilder builder)
    {
        builder.AddDownloads();
        builder.Services.AddSingleton(services => new ConnectionNeed("MEDIA_CONCURRENT_LIMIT", services.GetRequiredService<IOptions<MediaOptions>>().Value.ConcurrentLimit));
        builder.Services.RegisterConsumer<ImageRequestedConsumer, ImageRequestedConsumerDefinition>();
        builder.Services.RegisterConsumer<ImageFaultedConsumer>();
        return builder;
    }

    /// <summary>Fetches the images of accounts while this process holds them.</summary>
    public static IHostApplicationBuilder AddAccountDownloads(this IHostApplicationBuilder builder)
    {
        builder.AddDownloads();
        builder.Services.AddSingleton<IAccountWork, AccountDownloads>();
        return builder;
    }

    /// <summary>Only what looks at the store and asks for images: <see cref="ImageStore"/>, <see cref="ImageAudit"/>, <see cref="ImagePurge"/>, <see cref="WantedImages"/>. May be called more than once.</summary>
    public static IHostApplicationBuilder AddImageStore(this IHostApplicationBuilder builder)
    {
        builder.AddDatabase();
        builder.Services.AddOptionsWithValidateOnStart<MediaOptions>().BindConfiguration("").ValidateDataAnnotations();
        builder.Services.TryAddSingleton<ImageStore>();
        builder.Services.TryAddSingleton<ImageAudit>();
        builder.Services.TryAddSingleton<ImagePurge>();
        builder.Services.TryAddSingleton<WantedImages>();
        return builder;
    }

    static void AddDownloads(this IHostApplicationBuilder builder)
    {
        if (builder.Services.Any(service => service.ServiceType == typeof(ImageIntake)))
            return;

        builder.AddImageStore();
        // Hosted services start in order: before the bus, a store that cannot be written ends the process alone.
        builder.Services.AddHostedService<StoreOpening>();
        builder.AddMessaging();
        builder.Services.TryAddSingleton<ChannelSources>();
        builder.Services.AddSingleton<Images>();
        builder.Services.AddSingleton<ImageCheck>();
        builder.Services.AddSingleton<ImageIntake>();
        builder.Services.AddSingleton<ImageTurns>();
        builder.Services.AddSingleton<DiskReserve>();
        builder.Services.AddHostedService<DiskWatch>();
        builder.Services.AddSingleton(new CountersFromZero(MediaMetrics.Begin));
        builder.Services.TryAddScoped<ImageRequestedConsumer>();
    }
}
