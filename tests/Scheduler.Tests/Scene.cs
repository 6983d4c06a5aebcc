using Collector.Contracts;
using Collector.Database;
using Collector.Hosting;
using Collector.Testing;
using Dapper;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Collector.Scheduler.Tests;

/// <summary>The scheduler on a database of its own and a bus in memory; the loop stands still, tests tick.</summary>
public sealed class Scene : IAsyncLifetime
{
    readonly TestDatabase database = new();
    readonly LogLines log = new();
    IHost host = null!;

    /// <summary>A broker to use; null for a bus in memory.</summary>
    public TestBroker? Broker { get; init; }

    /// <summary><c>SWEEP_DAYS</c>.</summary>
    public int? SweepDays { get; init; }

    /// <summary><c>NOTIFY_URL</c>.</summary>
    public string NotifyUrl { get; init; } = "";

    /// <summary><see cref="SchedulerOptions.Listen"/>.</summary>
    public TimeSpan Listen { get; init; }

    public NpgsqlDataSource DataSource => database.DataSource;

    /// <summary>Why channels wait, as it was logged.</summary>
    public IReadOnlyList<string> Waits => [.. log.Lines.Where(line => line.StartsWith("Warning: ", StringComparison.Ordinal) && line.Contains(" wait", StringComparison.Ordinal)).Select(line => line["Warning: ".Length..])];

    public ITestHarness Bus => host.Services.GetTestHarness();

    internal Channels Channels => host.Services.GetRequiredService<Channels>();

    internal Sightings Sightings => host.Services.GetRequiredService<Sightings>();

    internal Collectors Collectors => host.Services.GetRequiredService<Collectors>();

    public Outstanding Outstanding => host.Services.GetRequiredService<Outstanding>();

    internal Wake Wake => host.Services.GetRequiredService<Wake>();

    internal Reconciler Reconciler => host.Services.GetRequiredService<Reconciler>();

    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration["Transport"] = "memory";
        foreach (var (setting, value) in Broker?.Settings ?? new Dictionary<string, string>())
            builder.Configuration[setting.Replace("__", ":", StringComparison.Ordinal)] = value;
        builder.Configuration["NOTIFY_URL"] = NotifyUrl;
        builder.Configuration["Scheduler:NoticeEvery"] = "00:00:00.2";
        builder.Configuration["SWEEP_DAYS"] = $"{SweepDays}";
        builder.Configuration["ConnectionStrings:Postgres"] = database.ConnectionString;
        builder.Configuration["Scheduler:WriteGrace"] = "00:00:00";
        builder.Configuration["Scheduler:ImageGrace"] = "00:00:00";
        builder.Configuration["Scheduler:Listen"] = $"{Listen}";
        builder.Logging.AddProvider(log);
        builder.AddScheduler();
        builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(ReconcileLoop)));
        if (Broker is null)
            builder.Services.AddMassTransitTestHarness(bus => bus.AddHandler((CollectChannel command) => command.Channel.Name == "broken" ? throw new PermanentException("the file is gone") : Task.CompletedTask).Endpoint(endpoint => endpoint.Name = "collect-channel"));
        host = builder.Build();
        await host.StartAsync();
        await ExecuteAsync("insert into collectors values ('test', 4, '{export}', now() + interval '59 minutes')");
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
        await database.DisposeAsync();
    }

    /// <summary>A channel that was looked at already and has the ids 1 to top.</summary>
    public async Task<ChannelRow> ChannelAsync(string name, int top)
    {
        var channel = await Channels.AddAsync(new(SourceNames.Export, name, name, name, "channel", null, null), default);
        await ExecuteAsync("update channels set next_due_at = null, top_message_id = @top, fingerprint = 'f1' where id = @Id", new { channel.Id, top });
        return channel;
    }

    /// <summary>An account that is logged in and, unless its limit is 0, at work.</summary>
    public async Task<int> AccountAsync(int limit = 4)
    {
        const string sql = "insert into accounts (telegram_id, phone, name) select coalesce(max(telegram_id), 0) + 1, '+49…1', 'Somebody' from accounts returning id";
        var account = (await QueryAsync<int>(sql))[0];
        await AnnounceAsync(account, limit);
        return account;
    }

    /// <param name="limit">0: the account waits for Telegram, or nobody holds it any more.</param>
    public Task AnnounceAsync(int account, int limit) =>
        Collectors.AnnouncedAsync(new($"p/{account}", limit, [SourceNames.Telegram], account), default);

    /// <summary>A Telegram channel that was looked at already and has the ids 1 to top.</summary>
    /// <param name="readers">The accounts that can read it.</param>
    public async Task<ChannelRow> LiveChannelAsync(string name, int top, params int[] readers)
    {
        var channel = await Channels.AddAsync(new(SourceNames.Telegram, "@" + name, name, name, "channel", null, null), default);
        await ExecuteAsync("update channels set next_due_at = null, top_message_id = @top where id = @Id", new { channel.Id, top });
        foreach (var reader in readers)
            await ReachAsync(reader, channel, "readable");
        return channel;
    }

    public Task ReachAsync(int account, ChannelRow channel, string state) => ExecuteAsync(
        "insert into account_channels (account_id, channel_id, state) values (@account, @Id, @state) on conflict (account_id, channel_id) do update set state = @state",
        new { account, channel.Id, state });

    /// <summary>What Writer does when it has stored every page of the range.</summary>
    public Task CoverAsync(int channel, int first, int last, int sweep = 1)
    {
        const string sql = """
            insert into coverage (channel_id, known, seen, sweep) values (@channel, int4multirange(int4range(@first, @last, '[]')), int4multirange(int4range(@first, @last, '[]')), @sweep)
            on conflict (channel_id) do update
            set known = coverage.known + excluded.known, sweep = @sweep, written_at = now(),
                seen = excluded.seen + case when coverage.sweep = @sweep then coverage.seen else '{}' end
            """;
        return ExecuteAsync(sql, new { channel, first, last, sweep });
    }

    public Task ExecuteAsync(string sql, object? parameters = null) => DataSource.ExecuteAsync(sql, parameters, default);

    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null) => DataSource.QueryAsync<T>(sql, parameters, default);

    public async Task<int> RangesAsync(string where, object parameters) => (await QueryAsync<int>($"select count(*)::int from ranges where {where}", parameters))[0];

    public Task PublishAsync<T>(T message)
        where T : class => Bus.Bus.Publish(message);

    public Task SeenAsync(ChannelRow channel, int top, string fingerprint) =>
        Sightings.SeenAsync(new(0, channel.Id, "active", null, null, null, null, 1, top, fingerprint, null, DateTimeOffset.UtcNow), default);

    public async Task<CollectChannel> SentAsync(Func<CollectChannel, bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await foreach (var sent in Bus.Sent.SelectAsync<CollectChannel>(sent => condition(sent.Context.Message), patience.Token))
            return sent.Context.Message;
        throw new TimeoutException("The command was not sent.");
    }

    /// <summary>Waits until the query answers true.</summary>
    public async Task UntilAsync(string sql, object parameters)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await QueryAsync<bool>(sql, parameters) is not [true])
            await Task.Delay(20, patience.Token);
    }
}
