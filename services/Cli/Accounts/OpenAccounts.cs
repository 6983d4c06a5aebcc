using Collector.Telegram.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace Collector.Cli.Accounts;

/// <summary>What commands about accounts work with: the database that the settings name, and what <c>AddTelegramLogin</c> adds.</summary>
static class OpenAccounts
{
    public static async Task<ServiceProvider> OfAsync(Shell shell, CancellationToken cancellationToken)
    {
        var database = await OpenDatabase.WithSchemaAsync(shell, migrate: false, cancellationToken);
        var builder = shell.CreateBuilder();
        // By a function: what the container made it also disposes of.
        builder.Services.AddSingleton(_ => database);
        builder.AddTelegramLogin();
        return builder.Services.BuildServiceProvider();
    }
}
