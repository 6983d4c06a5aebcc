using Collector.Benchmarks.Simulation;
using Collector.Contracts;
using Collector.Database;
using Collector.Scheduler;
using Collector.Testing;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Collector.Benchmarks;

/// <summary>Collector as it is installed, reading the simulated source: a database, a folder for images, and processes.</summary>
sealed class Installation : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(3);

    readonly TemporaryFolder folder = new();
    readonly List<ServiceProcess> processes = [];
    readonly ScratchDatabase database;
    readonly NpgsqlDataSource source;
    readonly TestBroker? broker;

    Installation(ScratchDatabase database, TestBroker? broker)
    {
        (this.database, this.broker) = (database, broker);
        source = DataSource.Create(new() { ConnectionString = database.ConnectionString });
    }

    /// <summary>All services in one process.</summary>
    /// <param name="accounts">How many it holds; 0 reads without any.</param>
    public static async Task<Installation> EmbeddedAsync(Servers servers, SimulationOptions rules, int accounts, IReadOnlyDictionary<string, string>? settings = null)
    {
        var installation = await NewAsync(servers, broker: null);
        var held = await installation.AddAccountsAsync(accounts);
        installation.Start("Benchmarks", [rules with { Accounts = held }], settings, "serve", SimulationHost.Embedded);
        await installation.AnnouncedAsync(Math.Max(accounts, 1));
        return installation;
    }

    /// <summary>Scheduler, Writer and some collectors over RabbitMQ.</summary>
    /// <param name="accounts">True gives each collector one of its own; false reads without any.</param>
    public static async Task<Installation> OverRabbitMqAsync(Servers servers, SimulationOptions rules, int collectors, bool accounts, IReadOnlyDictionary<string, string>? settings = null)
    {
        var installation = await NewAsync(servers, await servers.BrokerAsync());
        var held = await installation.AddAccountsAsync(accounts ? collectors : 0);
        installation.Start("Scheduler", [], settings);
        installation.Start("Writer", [], settings);
        for (var collector = 0; collector < collectors; collector++)
            installation.Start("Benchmarks", [rules with { Accounts = accounts ? [held[collector]] : [] }], settings, "serve", SimulationHost.Collector);
        await installation.AnnouncedAsync(collectors);
        return installation;
    }

    /// <summary>What the processes have asked of the source so far, by account.</summary>
    public async Task<IReadOnlyDictionary<int, Calls>> CallsAsync()
    {
        await Task.Delay(2 * Tally.Interval);
        return processes.SelectMany(process => Tally.Read(process.Lines)).GroupBy(each => each.Key).ToDictionary(account => account.Key, account => account.Aggregate(Calls.None, (sum, each) => sum + each.Value));
    }

    /// <summary>Adds the channels as a user would, to be collected at once.</summary>
    public async Task AddAsync(IEnumerable<SimulatedChannel> channels, bool accounts)
    {
        var table = new Channels(source);
        foreach (var channel in channels)
            await table.AddAsync(new(accounts ? SourceNames.Telegram : SourceNames.Export, channel.Address, null, channel.Title, null, null, null), default);
    }

    /// <summary>Waits until every message and every image is stored, and nothing else.</summary>
    public async Task StoredAsync(IReadOnlyCollection<SimulatedChannel> channels)
    {
        var expected = (Messages: channels.Sum(channel => channel.Messages), Images: channels.SelectMany(channel => channel.Images).Distinct().Count());
        await Eventually.TrueAsync(
            () => ReadAsync<bool>($"select (select coalesce(sum(messages), 0) from coverage) = {expected.Messages} and (select count(*) from images where state = 'stored') = {expected.Images}"),
            Patience);
        if (await ReadAsync<int>("select count(*) from messages") is var rows && rows != expected.Messages)
            throw new InvalidOperationException($"{rows:N0} rows instead of {expected.Messages:N0}.");
    }

    /// <summary>Collects something small and forgets it: what is compiled on the way is compiled, as in a service that runs.</summary>
    public async Task WarmUpAsync(bool accounts)
    {
        SimulatedChannel[] channels = [.. Enumerable.Range(9_001, 8).Select(number => new SimulatedChannel(number, 1_000, accounts ? 50 : 0))];
        await AddAsync(channels, accounts);
        await StoredAsync(channels);
        await ForgetAsync();
    }

    /// <summary>Forgets all channels with everything that was collected of them.</summary>
    public async Task ForgetAsync()
    {
        await Eventually.TrueAsync(() => ReadAsync<bool>("select not exists (select from ranges)"), Patience);
        // One transaction would hold what the scheduler reads while it waits for what the scheduler writes.
        await ExecuteAsync("delete from channels");
        await ExecuteAsync("truncate messages, message_versions, vanished, images");
    }

    public async Task<T> ReadAsync<T>(string sql)
    {
        await using var connection = await source.OpenConnectionAsync();
        return (await connection.ExecuteScalarAsync<T>(new CommandDefinition(sql, commandTimeout: 0)))!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await source.OpenConnectionAsync();
        await connection.ExecuteAsync(new CommandDefinition(sql, commandTimeout: 0));
    }

    public async ValueTask DisposeAsync()
    {
        // The scheduler last: it hears the collectors' goodbye.
        foreach (var process in Enumerable.Reverse(processes))
        {
            await process.StopAsync();
            await process.DisposeAsync();
        }

        await source.DisposeAsync();
        await database.DisposeAsync();
        if (broker is not null)
            await broker.DisposeAsync();
        folder.Dispose();
    }

    static async Task<Installation> NewAsync(Servers servers, TestBroker? broker)
    {
        var installation = new Installation(await ScratchDatabase.CreateAsync(await servers.PostgresAsync()), broker);
        await new Migrator(installation.source, NullLogger<Migrator>.Instance).MigrateAsync(default);
        return installation;
    }

    async Task<int[]> AddAccountsAsync(int count)
    {
        const string sql = "insert into accounts (telegram_id, phone, name) select n, '+49…', 'Account ' || n from generate_series(1, @count) n returning id";
        await using var connection = await source.OpenConnectionAsync();
        return [.. await connection.QueryAsync<int>(sql, new { count })];
    }

    void Start(string program, SimulationOptions[] rules, IReadOnlyDictionary<string, string>? settings, params string[] arguments)
    {
        var all = new Dictionary<string, string>(broker?.Settings ?? new Dictionary<string, string> { ["Transport"] = "memory", ["LOG_LEVEL"] = "Warning" })
        {
            ["ConnectionStrings__Postgres"] = database.ConnectionString,
            ["COLLECTOR_DATA"] = folder.Path,
        };
        foreach (var (name, value) in rules.SelectMany(each => each.ToSettings()).Concat(settings ?? new Dictionary<string, string>()))
            all[name] = value;
        processes.Add(ServiceProcess.Start(program, all, arguments));
    }

    async Task AnnouncedAsync(int collectors)
    {
        try
        {
            await Eventually.EqualAsync(collectors, () => ReadAsync<int>("select count(*) from collectors where account_id is not null or not exists (select from accounts)"), StartPatience);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException(string.Join('\n', [late.Message, .. processes.SelectMany(process => process.Lines.TakeLast(20))]));
        }
    }
}
