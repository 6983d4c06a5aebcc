using Collector.Hosting;
using Collector.Sources;
using Collector.Telegram.Accounts;
using Collector.Telegram.Governing;
using Collector.Telegram.Images;
using Collector.Telegram.Reading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Collector.Telegram;

public static class TelegramExtensions
{
    /// <summary>Telegram as a source, and the sessions to read it with. What is done for an account is registered beside it as <see cref="IAccountWork"/>.</summary>
    public static IHostApplicationBuilder AddTelegram(this IHostApplicationBuilder builder)
    {
        builder.AddTelegramLogin().AddMessaging();
        builder.Services.AddOptionsWithValidateOnStart<ReadingOptions>().BindConfiguration("").ValidateDataAnnotations();
        builder.Services
            .AddSingleton(services => new GateOptions { MaxConcurrency = services.GetRequiredService<IOptions<TelegramOptions>>().Value.CallsInFlight })
            .AddSingleton<Governor>()
            .AddSingleton<HeldAccounts>()
            .AddSingleton<TakeoutTable>()
            .AddSingleton<AccountChannels>()
            .AddSingleton<OwnChats>()
            .AddSingleton<Resolver>()
            .AddSingleton<HistoryReader>()
            .AddSingleton<FileReferences>()
            .AddSingleton<IChannelSource, TelegramSource>();
        // Without the settings there is nobody to log in as; exports need none.
        if (builder.Configuration["TELEGRAM_API_ID"] is { Length: > 0 })
            builder.Services.AddSingleton<SessionWork>().AddHostedService<SessionHolder>().AddHostedService<AccountRemovals>();
        return builder;
    }
}
