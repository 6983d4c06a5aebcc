using MassTransit.UsageTracking;
using Microsoft.Extensions.DependencyInjection;

namespace Collector.Hosting.Tests;

public sealed class MessagingTests
{
    [Theory]
    [InlineData("memory")]
    [InlineData("rabbitmq")]
    public void TheBusTellsItsMakersNothing(string transport)
    {
        var builder = Settings.CreateBuilder([$"--Transport={transport}"]);
        builder.AddMessaging();
        using var host = builder.Build();

        Assert.False(Assert.IsType<UsageTracker>(host.Services.GetRequiredService<IUsageTracker>()).Enabled);
    }
}
