using Collector.Database;
using Collector.Hosting;
using Microsoft.Extensions.Hosting;

namespace Collector.Collector;

public static class CollectorExtensions
{
    public static IHostApplicationBuilder AddCollector(this IHostApplicationBuilder builder) => builder.AddDatabase().AddMessaging();
}
