using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Xunit;

namespace Collector.Testing;

/// <summary>A virtual host of its own on RabbitMQ, deleted at the end. Needs <c>TEST_RABBITMQ</c> and <c>TEST_RABBITMQ_API</c>, which tests/run sets.</summary>
public sealed class TestBroker : IAsyncLifetime
{
    readonly Uri address;
    readonly HttpClient http;
    readonly string name = $"test_{Guid.NewGuid():n}";
    IConnection? connection;

    public TestBroker()
        : this(Setting("TEST_RABBITMQ"), Setting("TEST_RABBITMQ_API"))
    {
    }

    internal TestBroker(Uri address, Uri api)
    {
        this.address = address;
        http = new() { BaseAddress = new UriBuilder(api) { UserName = "", Password = "" }.Uri };
        http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(api.UserInfo))));
    }

    /// <summary>What a service needs to use it, as environment variables.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Transport"] = "rabbitmq",
        ["RabbitMq__Host"] = address.Host,
        ["RabbitMq__Port"] = $"{address.Port}",
        ["RabbitMq__VHost"] = name,
        ["RabbitMq__User"] = address.UserInfo.Split(':')[0],
        ["RabbitMq__Pass"] = address.UserInfo.Split(':')[1],
    };

    /// <summary>A user who may use the virtual host's queues, and no more.</summary>
    /// <returns>What a service needs to log in as that user.</returns>
    public async Task<IReadOnlyDictionary<string, string>> AddUserAsync(string password)
    {
        (await http.PutAsJsonAsync($"api/users/{name}", new { password, tags = "" })).EnsureSuccessStatusCode();
        (await http.PutAsJsonAsync($"api/permissions/{name}/{name}", new { configure = ".*", write = ".*", read = ".*" })).EnsureSuccessStatusCode();
        return new Dictionary<string, string>(Settings) { ["RabbitMq__User"] = name, ["RabbitMq__Pass"] = password };
    }

    public async ValueTask InitializeAsync() => (await http.PutAsync($"api/vhosts/{name}", null)).EnsureSuccessStatusCode();

    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
            await connection.DisposeAsync();
        (await http.DeleteAsync($"api/vhosts/{name}")).EnsureSuccessStatusCode();
        // There may be none.
        using var user = await http.DeleteAsync($"api/users/{name}");
        http.Dispose();
    }

    /// <summary>Messages that wait in a queue, without those being worked on; null when there is no such queue.</summary>
    public async Task<int?> CountAsync(string queue)
    {
        await using var channel = await ChannelAsync();
        try
        {
            return (int)(await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
        }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == 404)
        {
            return null;
        }
    }

    /// <summary>Every queue of the virtual host with the messages that wait in it.</summary>
    public async Task<IReadOnlyDictionary<string, int>> QueuesAsync()
    {
        var queues = await http.GetFromJsonAsync<JsonElement[]>($"api/queues/{name}?columns=name") ?? [];
        var counts = new Dictionary<string, int>();
        foreach (var queue in queues.Select(queue => queue.GetProperty("name").GetString()!))
            if (await CountAsync(queue) is { } count)
                counts[queue] = count;
        return counts;
    }

    /// <summary>Publishes any bytes, and returns when the broker has them: a quorum queue just declared refuses them until it has a leader.</summary>
    /// <exception cref="PublishException">No queue takes them.</exception>
    public Task PublishAsync(string exchange, string routingKey, string body, BasicProperties? properties = null) =>
        PublishAsync(exchange, routingKey, Encoding.UTF8.GetBytes(body), properties ?? new() { Persistent = true });

    /// <inheritdoc cref="PublishAsync(string, string, string, BasicProperties?)"/>
    public async Task PublishAsync(string exchange, string routingKey, ReadOnlyMemory<byte> body, BasicProperties properties)
    {
        await using var channel = await ChannelAsync();
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                await channel.BasicPublishAsync(exchange, routingKey, mandatory: true, properties, body);
                return true;
            }
            catch (PublishException refused) when (!refused.IsReturn)
            {
                return false;
            }
        });
    }

    /// <summary>Takes the oldest message out of a queue; null when it is empty.</summary>
    public async Task<BasicGetResult?> TakeAsync(string queue)
    {
        await using var channel = await ChannelAsync();
        return await channel.BasicGetAsync(queue, autoAck: true);
    }

    /// <summary>Makes a plain durable queue.</summary>
    public Task DeclareAsync(string queue) => DeclareAsync(queue, null);

    /// <summary>Makes a queue as the services' dead letters have it: RabbitMQ 4 drops what was looked at 20 times without such a limit.</summary>
    public Task DeclareDeadLettersAsync(string queue) =>
        DeclareAsync(queue, new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = 1_000_000 });

    async Task DeclareAsync(string queue, IDictionary<string, object?>? arguments)
    {
        await using var channel = await ChannelAsync();
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments);
    }

    /// <summary>Makes a plain durable queue, and the exchange of its name that commands are sent to.</summary>
    public async Task ListenAsync(string queue)
    {
        await DeclareAsync(queue);
        await using var channel = await ChannelAsync();
        await channel.ExchangeDeclareAsync(queue, ExchangeType.Fanout, durable: true);
        await channel.QueueBindAsync(queue, queue, "");
    }

    /// <summary>From now on whatever is published to these exchanges goes also to a queue that nobody consumes.</summary>
    public async Task TapAsync(string queue, params string[] exchanges)
    {
        await DeclareAsync(queue);
        await using var channel = await ChannelAsync();
        foreach (var exchange in exchanges)
            await channel.QueueBindAsync(queue, exchange, "");
    }

    /// <summary>Deliveries of messages that had been delivered before, since the broker started.</summary>
    public async Task<long> RedeliveredAsync()
    {
        var stats = await http.GetFromJsonAsync<JsonElement>($"api/vhosts/{name}");
        return stats.TryGetProperty("message_stats", out var messages) && messages.TryGetProperty("redeliver", out var count) ? count.GetInt64() : 0;
    }

    /// <summary>Cuts every connection of the virtual host, as a broken network would.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> CloseConnectionsAsync()
    {
        var open = await http.GetFromJsonAsync<JsonElement[]>($"api/vhosts/{name}/connections") ?? [];
        foreach (var each in open)
        {
            using var closed = await http.DeleteAsync($"api/connections/{Uri.EscapeDataString(each.GetProperty("name").GetString()!)}");
            if (closed.StatusCode != HttpStatusCode.NotFound)
                closed.EnsureSuccessStatusCode();
        }

        return open.Length;
    }

    async Task<IChannel> ChannelAsync()
    {
        if (connection is { IsOpen: true })
        {
            try
            {
                return await OpenChannelAsync(connection);
            }
            catch (OperationInterruptedException)
            {
                // It was cut, and had not noticed yet.
            }
        }

        connection = await new ConnectionFactory { Uri = address, VirtualHost = name, AutomaticRecoveryEnabled = false }.CreateConnectionAsync();
        return await OpenChannelAsync(connection);
    }

    static Task<IChannel> OpenChannelAsync(IConnection connection) =>
        connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));

    static Uri Setting(string name) => new(Environment.GetEnvironmentVariable(name)
        ?? throw new InvalidOperationException($"{name} is not set. Run the tests by tests/run, or set it to the address of a RabbitMQ server on which they may create virtual hosts."));
}
