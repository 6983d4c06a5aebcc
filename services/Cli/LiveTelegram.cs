#if LIVE_TELEGRAM
using Collector.Media;
using Collector.Telegram;
#endif
using Microsoft.Extensions.Hosting;

namespace Collector.Cli;

/// <summary>What of this program needs the library that speaks with Telegram; some builds are without it.</summary>
static class LiveTelegram
{
    /// <summary>Telegram as a source of the services in this process.</summary>
    public static IHostApplicationBuilder AddLiveTelegram(this IHostApplicationBuilder builder)
    {
#if LIVE_TELEGRAM
        builder.AddTelegram().AddAccountDownloads();
#endif
        return builder;
    }
}
