using Collector.Database;
using Collector.Hosting;
using MassTransit.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Collector.Scheduler;

public static class SchedulerExtensions
{
    public static IHostApplicationBuilder AddScheduler(this IHostApplicationBuilder builder)
    {
        builder.AddDatabase().AddMessaging();
        builder.Services.RegisterConsumer<ChannelSeenConsumer>();
        return builder;
    }
}
