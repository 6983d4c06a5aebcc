using Collector.Database;
using Collector.Hosting;
using Microsoft.Extensions.Hosting;

namespace Collector.Media;

public static class MediaExtensions
{
    public static IHostApplicationBuilder AddMedia(this IHostApplicationBuilder builder) => builder.AddDatabase().AddMessaging();
}
