namespace Collector.Testing;

/// <summary>A RabbitMQ server that a test may stop and kill. A kill takes with it what was declared, not what was published, in the last seconds.</summary>
public sealed class PrivateRabbitMq() : PrivateServer("rabbitmq")
{
    Uri address = null!;
    Uri api = null!;

    /// <summary>A virtual host of its own on this server; dispose of it before the server.</summary>
    public async Task<TestBroker> OpenAsync()
    {
        var broker = new TestBroker(address, api);
        await broker.InitializeAsync();
        return broker;
    }

    protected override void Started(IReadOnlyDictionary<string, string> settings) =>
        (address, api) = (new(settings["TEST_RABBITMQ"]), new(settings["TEST_RABBITMQ_API"]));
}
