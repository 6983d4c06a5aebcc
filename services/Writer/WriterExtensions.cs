using Collector.Database;
using Collector.Hosting;
using MassTransit.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Collector.Writer;

public static class WriterExtensions
{
    /// <summary>Adds the service that stores pages: <c>messages</c>, <c>message_versions</c>, <c>vanished</c> and <c>coverage</c> are its tables.</summary>
    public static IHostApplicationBuilder AddWriter(this IHostApplicationBuilder builder)
    {
        builder.AddDatabase().AddMessaging();
        builder.Services.AddOptionsWithValidateOnStart<WriterOptions>().BindConfiguration("").ValidateDataAnnotations();
        builder.Services.AddSingleton(services => new ConnectionNeed("WRITER_CONCURRENT_LIMIT", services.GetRequiredService<IOptions<WriterOptions>>().Value.ConcurrentLimit));
        builder.Services.RegisterConsumer<MessagesCollectedConsumer, MessagesCollectedConsumerDefinition>();
        builder.Services.AddSingleton(new CountersFromZero(WriterMetrics.Begin));
        builder.Services
            .AddSingleton<Pages>()
            .AddSingleton<Deletions>();
        return builder;
    }
}
