using System.Globalization;
using Collector.Testing;

namespace Collector.EndToEnd.Tests;

public sealed class RabbitMqAwayTests
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Class 50, method 10 of AMQP 0-9-1.
    static readonly byte[] QueueDeclare = [0, 50, 0, 10];

    [Fact]
    public async Task AServiceThatFindsNoBrokerSaysSoInALineAndStopsWhenAsked()
    {
        await using var stack = await Stack.NewAsync();
        await stack.UseRabbitMqAsync();
        // Nobody listens there, and no outgoing connection gets it.
        stack.Settings["RabbitMq__Port"] = "9";
        var writer = stack.Start("Writer");

        await writer.WaitForLineAsync("WRN Connection Failed: rabbitmq://127.0.0.1:9/");

        Assert.Equal(0, await writer.StopAsync());
        Assert.Contains(writer.Lines, line => line.EndsWith(": Connection refused", StringComparison.Ordinal));
        Assert.All(writer.Lines, line => Assert.Matches("^[0-9:]{8} (INF|WRN) ", line));
    }

    [Fact]
    public async Task AServiceThatTheBrokerDoesNotLetInSaysWhatToCheckAndEnds()
    {
        await using var stack = await Stack.NewAsync();
        await stack.UseRabbitMqAsync();
        stack.Settings["RabbitMq__Pass"] = "mistaken";
        var writer = stack.Start("Writer");

        Assert.Equal(1, await writer.WaitForExitAsync());
        Assert.Matches("^[0-9:]{8} FTL RabbitMQ refuses the login: .*Check RabbitMq__User and RabbitMq__Pass.$", writer.Lines[^1]);
        Assert.All(writer.Lines, line => Assert.Matches("^[0-9:]{8} [A-Z]{3} ", line));
    }

    [Fact]
    public async Task AServiceWhoseStartHangsEndsToBeStartedAgain()
    {
        await using var stack = await Stack.NewAsync();
        await stack.UseRabbitMqAsync();
        stack.Settings["StuckAfter"] = "00:00:10";
        using var relay = new Relay(stack.Settings["RabbitMq__Host"], int.Parse(stack.Settings["RabbitMq__Port"], CultureInfo.InvariantCulture));
        stack.Settings["RabbitMq__Port"] = $"{relay.Port}";
        // As when the broker dies at that moment: MassTransit hardly ever gets over it, and ignores being stopped. If it does, it tries again.
        relay.CutAt(QueueDeclare);

        var writer = stack.Start("Writer");

        await writer.WaitForLineAsync("it ends, to be started again", Patience);
        Assert.Equal(1, await writer.WaitForExitAsync(Patience));
        Assert.Contains("It did not stop within 00:00:55, and is left as it is", writer.Lines[^1], StringComparison.Ordinal);
    }
}
