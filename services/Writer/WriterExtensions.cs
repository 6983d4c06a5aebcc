using Collector.Database;
using Collector.Hosting;
using Microsoft.Extensions.Hosting;

namespace Collector.Writer;

public static class WriterExtensions
{
    public static IHostApplicationBuilder AddWriter(this IHostApplicationBuilder builder) => builder.AddDatabase().AddMessaging();
}
