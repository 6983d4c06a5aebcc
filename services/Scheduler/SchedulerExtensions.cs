using Collector.Database;
using Collector.Hosting;
using Collector.Media;
using MassTransit.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Collector.Scheduler;

public static class SchedulerExtensions
{
    public static IHostApplicationBuilder AddScheduler(this IHostApplicationBuilder builder)
    {
        builder.AddDatabase().AddMessaging();
        builder.Services.AddOptionsWithValidateOnStart<SchedulerOptions>().BindConfiguration("Scheduler").ValidateDataAnnotations();
        builder.Services.AddOptionsWithValidateOnStart<SweepOptions>().BindConfiguration("").ValidateDataAnnotations();
        builder.Services.AddOptionsWithValidateOnStart<NoticeOptions>().BindConfiguration("").ValidateDataAnnotations();
        builder.Services.RegisterConsumer<ChannelSeenConsumer>();
        builder.Services.RegisterConsumer<RangeReleasedConsumer>();
        builder.Services.RegisterConsumer<CollectFaultedConsumer>();
        builder.Services.RegisterConsumer<PageFaultedConsumer>();
        builder.Services.RegisterConsumer<CollectorAnnouncedConsumer>();
        builder.Services.TryAddSingleton<WantedImages>();
        builder.Services
            .AddSingleton<Channels>()
            .AddSingleton<Sightings>()
            .AddSingleton<Collectors>()
            .AddSingleton<Outstanding>()
            .AddSingleton<Gaps>()
            .AddSingleton<Claims>()
            .AddSingleton<Looks>()
            .AddSingleton<Settlement>()
            .AddSingleton<Moves>()
            .AddSingleton<Commands>()
            .AddSingleton<Dispatch>()
            .AddSingleton<ImageQueues>()
            .AddSingleton<LackingImages>()
            .AddSingleton<Listening>()
            .AddSingleton<Waits>()
            .AddSingleton<Reconciler>()
            .AddSingleton<Notices>()
            .AddSingleton<Wake>()
            .AddHostedService<ReconcileLoop>()
            .AddHostedService<DueChannels>()
            .AddHostedService<NoticeLoop>()
            .AddHostedService<LedgerMetrics>();
        if (!builder.Configuration.Messaging().InMemory)
            builder.Services.AddHostedService<QueueMetrics>();
        return builder;
    }
}
