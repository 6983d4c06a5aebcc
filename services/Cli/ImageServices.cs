using Collector.Media;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Collector.Cli;

/// <summary>What looks at the image store, for a command that needs no other services.</summary>
static class ImageServices
{
    /// <summary>As <see cref="MediaExtensions.AddImageStore"/> adds it.</summary>
    public static ServiceProvider Open(Shell shell, NpgsqlDataSource database)
    {
        var builder = shell.CreateBuilder();
        builder.Services.AddSingleton(database);
        builder.AddImageStore();
        return builder.Services.BuildServiceProvider();
    }
}
