using Collector.Contracts;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Collector.Hosting;

public static class MessagingExtensions
{
    /// <summary>The settings by which a broker is reached, for who talks with it without a bus, too.</summary>
    public static IServiceCollection AddBrokerOptions(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<MessagingOptions>().BindConfiguration("").ValidateDataAnnotations();
        services.AddOptions<RabbitMqTransportOptions>().BindConfiguration("RabbitMq");
        services.AddOptionsWithValidateOnStart<ClusterOptions>().BindConfiguration("RabbitMq").ValidateDataAnnotations();
        return services;
    }

    /// <summary>What is known of them before a container is built.</summary>
    public static MessagingOptions Messaging(this IConfiguration configuration) => configuration.Get<MessagingOptions>() ?? new();

    /// <summary>Adds the process's one bus with the policy that every queue shares: names, retries, dead letters. Consumers are added with <c>Services.RegisterConsumer</c>. May be called more than once.</summary>
    public static IHostApplicationBuilder AddMessaging(this IHostApplicationBuilder builder)
    {
        if (builder.Services.Any(service => service.ServiceType == typeof(IBus)))
            return builder;

        var options = builder.Configuration.Messaging();
        builder.Services.AddBrokerOptions();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ImageBacklog>();
        // A stop must fit into Docker's stop_grace_period of 60 s: host > bus > consumers.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(50));
        builder.Services.Configure<MassTransitHostOptions>(bus =>
        {
            bus.WaitUntilStarted = true;
            bus.StopTimeout = TimeSpan.FromSeconds(45);
            bus.ConsumerStopTimeout = TimeSpan.FromSeconds(40);
        });
        // Hosted services start in order: after the gate, for the time that the schema takes is not the broker's, and before the bus, whose start may hang.
        if (!options.InMemory)
            builder.Services.AddHostedService<BusWatch>();
        builder.Services.AddMassTransit(bus =>
        {
            // It would tell its makers of our queues, and ask the cloud's metadata service where we run.
            bus.DisableUsageTelemetry();
            bus.SetKebabCaseEndpointNameFormatter();
            bus.ConfigureHealthCheckOptions(health => health.Name = options.Transport);
            bus.AddConfigureEndpointsCallback(Endpoints.Configure);
            bus.AddConfigureEndpointsCallback(Suspects.Watch);
            if (options.InMemory)
            {
                builder.Services.AddSingleton<InMemoryHandover>();
                bus.AddPublishObserver(services => services.GetRequiredService<InMemoryHandover>());
                bus.AddConsumeObserver(services => services.GetRequiredService<InMemoryHandover>());
                bus.AddPublishObserver(services => services.GetRequiredService<ImageBacklog>());
                bus.AddSendObserver(services => services.GetRequiredService<ImageBacklog>());
                bus.AddConsumeObserver(services => services.GetRequiredService<ImageBacklog>());
                bus.UsingInMemory((context, transport) =>
                {
                    Json.Configure(transport);
                    transport.ConfigureEndpoints(context);
                });
            }
            else
            {
                bus.UsingRabbitMq((context, transport) =>
                {
                    Json.Configure(transport);
                    Broker.Connect(context, transport);
                    transport.SendTopology.ConfigureErrorSettings = Endpoints.DeadLetters;
                    transport.SendTopology.ConfigureDeadLetterSettings = Endpoints.DeadLetters;
                    transport.ConfigureEndpoints(context);
                    Suspects.ConfigureEndpoints(context, transport);
                });
            }
        });
        return builder;
    }
}
