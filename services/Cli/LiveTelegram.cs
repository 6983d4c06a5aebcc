using Collector.Scheduler;
using Microsoft.Extensions.Hosting;
#if LIVE_TELEGRAM
using Collector.Contracts;
using Collector.Media;
using Collector.Telegram;
using Collector.Telegram.Accounts;
using Collector.Telegram.Reading;
using Microsoft.Extensions.DependencyInjection;
#endif

namespace Collector.Cli;

/// <summary>What of this program needs the library that speaks with Telegram; some builds are without it.</summary>
static class LiveTelegram
{
    public const string Missing = "this build has no live Telegram: the package WTelegramClient cannot be restored. Exports work; for the rest make it reachable for NuGet, delete .artifacts and build again.";

#if LIVE_TELEGRAM
    /// <summary>Telegram as a source of the services in this process.</summary>
    public static IHostApplicationBuilder AddLiveTelegram(this IHostApplicationBuilder builder) => builder.AddTelegram().AddAccountDownloads();

    /// <summary>Nothing is left to read: Telegram is told so.</summary>
    public static Task EndReadingAsync(IServiceProvider services, CancellationToken cancellationToken) => services.GetRequiredService<HeldAccounts>().EndReadingAsync(cancellationToken);

    /// <exception cref="SourceException">The text names no channel.</exception>
    public static NewChannel Channel(string text, TimeSpan? every)
    {
        var address = ChannelAddress.Parse(text);
        return new(SourceNames.Telegram, address.Canonical, address.Handle, address.Handle ?? text, null, null, every);
    }
#else
    public static IHostApplicationBuilder AddLiveTelegram(this IHostApplicationBuilder builder) => builder;

    public static Task EndReadingAsync(IServiceProvider services, CancellationToken cancellationToken) => Task.CompletedTask;

    public static NewChannel Channel(string text, TimeSpan? every) => throw new UsageException($"{text}: {Missing}");
#endif
}
