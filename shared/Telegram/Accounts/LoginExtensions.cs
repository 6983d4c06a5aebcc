using Collector.Database;
using Collector.Telegram.Clients;
using Collector.Telegram.Governing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Collector.Telegram.Accounts;

public static class LoginExtensions
{
    /// <summary>What logs accounts in and out, and looks after them and their sessions. May be called more than once.</summary>
    public static IHostApplicationBuilder AddTelegramLogin(this IHostApplicationBuilder builder)
    {
        builder.AddDatabase();
        builder.Services.AddOptionsWithValidateOnStart<TelegramOptions>().BindConfiguration("").ValidateDataAnnotations();
        builder.Services.TryAddSingleton(builder.Configuration.GetSection("Lease").Get<LeaseOptions>() ?? new());
        builder.Services.TryAddSingleton(services => new SessionCipher(services.GetRequiredService<IOptions<TelegramOptions>>().Value.SessionKey));
        builder.Services.TryAddSingleton(services =>
        {
            ClientLog.Use(services.GetRequiredService<ILoggerFactory>());
            return ActivatorUtilities.CreateInstance<ClientFactory>(services);
        });
        builder.Services.TryAddSingleton<AccountTable>();
        builder.Services.TryAddSingleton<AccountWaits>();
        builder.Services.TryAddSingleton<SessionTable>();
        builder.Services.TryAddSingleton<SessionLeases>();
        builder.Services.TryAddSingleton<SessionKeyCheck>();
        builder.Services.TryAddSingleton<Login>();
        builder.Services.TryAddSingleton<AccountRemoval>();
        return builder;
    }
}
