using MassTransit;
using MassTransit.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Collector.Hosting.Tests;

sealed record Work(int Number, bool Deadly);

/// <summary>A service that is killed by some of its messages.</summary>
sealed class Victim : IConsumer<Work>
{
    public static async Task<int> RunAsync(string[] settings)
    {
        var builder = Host.CreateApplicationBuilder(settings);
        builder.Logging.ClearProviders();
        builder.AddMessaging();
        builder.Services.RegisterConsumer<Victim>();
        await builder.Build().RunAsync();
        return 0;
    }

    public async Task Consume(ConsumeContext<Work> context)
    {
        if (context.Message.Deadly)
            Environment.FailFast("as native code does");
        // Long enough to be under way when the process dies.
        await Task.Delay(100, context.CancellationToken);
        await Console.Out.WriteLineAsync($"done {context.Message.Number}.");
    }
}
