using System.Net;
using System.Net.Sockets;
using Collector.Testing;
using Dapper;
using Npgsql;

namespace Collector.EndToEnd.Tests;

/// <summary>One installation of Collector: a database, a folder for exports and images, and the built programs that work on them.</summary>
sealed class Stack : IAsyncDisposable
{
    static readonly HttpClient Http = new();

    // A loaded machine takes its time.
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    readonly string folder = Directory.CreateTempSubdirectory("stack-").FullName;
    readonly NpgsqlDataSource database;
    readonly List<ServiceProcess> started = [];
    TestDatabase? own;
    TestBroker? rabbitMq;

    /// <param name="connectionString">The database; an own one comes from <see cref="NewAsync"/>.</param>
    public Stack(string connectionString)
    {
        // Without a pool: tests kill servers, and a pool would keep the dead connections.
        database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
        Settings = new() { ["ConnectionStrings__Postgres"] = connectionString, ["COLLECTOR_DATA"] = Path.Combine(folder, "data") };
    }

    /// <summary>What the programs get as environment; changes count for those started afterwards.</summary>
    public Dictionary<string, string> Settings { get; }

    public string ImageStore => Path.Combine(Settings["COLLECTOR_DATA"], "images");

    /// <summary>On a database that has the schema.</summary>
    public static async Task<Stack> NewAsync()
    {
        var own = new TestDatabase();
        await own.InitializeAsync();
        return new(own.ConnectionString) { own = own };
    }

    /// <summary>On a database that nobody has migrated.</summary>
    public static async Task<Stack> EmptyAsync()
    {
        var stack = await NewAsync();
        await stack.ForgetSchemaAsync();
        return stack;
    }

    /// <summary>On the server of the test's own, with the schema.</summary>
    public static async Task<Stack> OnAsync(PrivatePostgres server)
    {
        var stack = new Stack(server.ConnectionString);
        await stack.ForgetSchemaAsync();
        (await stack.CollectorAsync("migrate")).Succeeded();
        return stack;
    }

    /// <summary>A virtual host for the programs; they use no memory transport any more.</summary>
    public async Task<TestBroker> UseRabbitMqAsync()
    {
        var broker = new TestBroker();
        await broker.InitializeAsync();
        Use(broker);
        rabbitMq = broker;
        return broker;
    }

    public void Use(TestBroker broker)
    {
        foreach (var (name, value) in broker.Settings)
            Settings[name] = value;
    }

    /// <summary>Writes an export into a folder of this name.</summary>
    /// <returns>The folder.</returns>
    public string Export(string name, ExportFile export) => Path.GetDirectoryName(export.Write(Path.Combine(folder, "exports", name)))!;

    /// <summary>Starts a service as the login that has its rights and no more, <c>Cli</c> as the owner of the tables.</summary>
    public ServiceProcess Start(string service, params string[] arguments)
    {
        var settings = service == "Cli" ? Settings : new(Settings) { ["ConnectionStrings__Postgres"] = LoginOf(service) };
        var process = ServiceProcess.Start(service, settings, arguments);
        started.Add(process);
        return process;
    }

    /// <summary>Starts a service with an endpoint for its health and its metrics.</summary>
    /// <returns>The port.</returns>
    public int StartListening(string service)
    {
        using var free = new TcpListener(IPAddress.IPv6Any, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        Settings["HEALTH_PORT"] = $"{port}";
        Start(service);
        return port;
    }

    /// <returns>What <see cref="StartListening"/>'s service tells Prometheus; nothing while it does not answer yet.</returns>
    public static async Task<string> MetricsAsync(int port)
    {
        try
        {
            return await Http.GetStringAsync($"http://127.0.0.1:{port}/metrics", TestContext.Current.CancellationToken);
        }
        catch (HttpRequestException)
        {
            return "";
        }
    }

    /// <summary>Starts the program <c>collector</c>.</summary>
    public ServiceProcess StartCollector(params string[] arguments) => Start("Cli", arguments);

    /// <summary>Runs <c>collector</c> to its end.</summary>
    public async Task<Finished> CollectorAsync(params string[] arguments) => await EndAsync(StartCollector(arguments));

    public static async Task<Finished> EndAsync(ServiceProcess process)
    {
        var exitCode = await process.WaitForExitAsync(Patience);
        return new(exitCode, string.Join('\n', process.Lines));
    }

    /// <summary>Waits until every channel is whole, nothing is in flight and no image is wanted.</summary>
    public async Task CompleteAsync()
    {
        const string sql = """
            select exists (select from channels) and not exists (select from ranges) and not exists (select from images where state = 'wanted')
               and not exists (
                 select from channels c
                 left join coverage v on v.channel_id = c.id
                 where c.last_seen_at is null or not coalesce(v.known, '{}') @> int4range(c.first_message_id, c.top_message_id, '[]'))
            """;
        try
        {
            await Eventually.TrueAsync(() => ReadAsync<bool>(sql), Patience);
        }
        catch (TimeoutException late)
        {
            var ranges = await ListAsync<string>("select ranges::text from ranges");
            throw new TimeoutException(string.Join('\n', [late.Message, .. ranges, .. started.SelectMany(process => process.Lines.Where(line => !line.StartsWith("   at ", StringComparison.Ordinal)).TakeLast(20))]));
        }
    }

    /// <summary>As a person who asks whether it is all there.</summary>
    public async Task IsWholeAsync(int messages, int images)
    {
        (await CollectorAsync("verify")).Succeeded();
        Assert.Equal((messages, images), (await ReadAsync<int>("select count(*) from messages"), await ReadAsync<int>("select count(*) from images where state = 'stored'")));
    }

    public Task SomethingIsStoredAsync() => Eventually.TrueAsync(() => ReadAsync<bool>("select exists (select from messages)"), Patience);

    /// <summary>From now on every page and every image that is written takes a while, so that a run has a middle.</summary>
    public Task SlowDownAsync() => ExecuteAsync("""
        create function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(tg_argv[0]::float8); return null; end $$;
        create trigger slow after insert or update on coverage for each statement execute function slow(0.2);
        create trigger slow after insert or update on images for each statement execute function slow(0.005)
        """);

    public async Task<T> ReadAsync<T>(string sql)
    {
        await using var connection = await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return (await connection.ExecuteScalarAsync<T>(sql))!;
    }

    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return [.. await connection.QueryAsync<T>(sql, parameters)];
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(sql);
    }

    Task ForgetSchemaAsync() => ExecuteAsync("drop schema public cascade; create schema public; grant usage on schema public to public");

    string LoginOf(string service)
    {
        var login = new NpgsqlConnectionStringBuilder(Settings["ConnectionStrings__Postgres"]) { Username = $"test_{service.ToLowerInvariant()}" };
        // Servers are shared by many tests, and roles belong to the server; a database that nobody has migrated may be the first on it.
        var sql = $"""
            do $$
            begin
                create role collector_{service} nologin;
            exception
                when duplicate_object or unique_violation then null;
            end $$;
            do $$
            begin
                create role {login.Username} login in role collector_{service};
            exception
                when duplicate_object or unique_violation then null;
            end $$
            """;
        using var connection = database.OpenConnection();
        connection.Execute(sql);
        return login.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in started)
            await process.DisposeAsync();
        if (rabbitMq is not null)
            await rabbitMq.DisposeAsync();
        await database.DisposeAsync();
        if (own is not null)
            await own.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
