#if LIVE_TELEGRAM
using Collector.Telegram.Accounts;
#endif
using Microsoft.Extensions.Hosting;

namespace Collector.Cli;

/// <summary>What of this program needs the library that speaks with Telegram; some builds are without it.</summary>
static class LiveTelegram
{
    public const string Missing = "this build has no live Telegram: the package WTelegramClient cannot be restored. Exports work; for the rest make it reachable for NuGet, delete .artifacts and build again.";

#if LIVE_TELEGRAM
    public static IHostApplicationBuilder AddLiveTelegram(this IHostApplicationBuilder builder) => builder.AddTelegramLogin();
#else
    public static IHostApplicationBuilder AddLiveTelegram(this IHostApplicationBuilder builder) => builder;
#endif
}
