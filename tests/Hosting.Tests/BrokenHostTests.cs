using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Collector.Hosting.Tests;

public sealed class BrokenHostTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AHostThatABackgroundServiceBringsDownIsBrokenAndOneThatIsStoppedIsNot(bool breaks)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton<IHostedService>(new Work(breaks));
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        if (!breaks)
            host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        await host.WaitForShutdownAsync(TestContext.Current.CancellationToken);

        Assert.Equal(breaks, host.IsBroken());
    }

    sealed class Work(bool breaks) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            if (breaks)
                throw new InvalidOperationException("It broke.");
            await Task.Delay(Timeout.Infinite, stoppingToken);
        }
    }
}
