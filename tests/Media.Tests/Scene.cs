using System.Security.Cryptography;
using Collector.Contracts;
using Collector.Database;
using Collector.Sources;
using Collector.Testing;
using Dapper;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Collector.Media.Tests;

/// <summary>The Media service on a database, a bus in memory and a folder of its own, and a source that has what a test puts there.</summary>
/// <param name="server">Where the database is when it is to be killed; null for a database on the common server.</param>
public sealed class Scene(PrivatePostgres? server = null) : IAsyncLifetime
{
    public const int ConcurrentLimit = 3;

    public static readonly ChannelRef Channel = new(5, "tram", SourceNames.Export, "/x/result.json#7", 7);

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly TestDatabase? database = server is null ? new() : null;
    readonly DirectoryInfo above = Directory.CreateTempSubdirectory("media-test-");
    IHost? host;

    public string DataFolder => Path.Combine(above.FullName, "data");

    public NpgsqlDataSource DataSource => Get<NpgsqlDataSource>();

    public ITestHarness Bus => Get<ITestHarness>();

    public ImageStore Store => Get<ImageStore>();

    /// <summary>Tiny disks have none to keep free.</summary>
    public string DiskReserve { get; init; } = "0";

    internal FakeSource Source { get; } = new();

    public async ValueTask InitializeAsync()
    {
        if (database is not null)
            await database.InitializeAsync();
        await StartAsync();
        if (database is null)
            await new Migrator(DataSource, NullLogger<Migrator>.Instance).MigrateAsync(TestContext.Current.CancellationToken);
        await ExecuteAsync("insert into channels (id, source, address, handle, title, telegram_id) overriding system value values (@Id, @Source, @Address, @Name, 'Tram Museum', @TelegramId)", Channel);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (database is not null)
            await database.DisposeAsync();
        above.Delete(recursive: true);
    }

    public T Get<T>()
        where T : notnull => host!.Services.GetRequiredService<T>();

    public async Task StartAsync()
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration["Transport"] = "memory";
        builder.Configuration["ConnectionStrings:Postgres"] = database?.ConnectionString ?? server!.ConnectionString;
        builder.Configuration["COLLECTOR_DATA"] = DataFolder;
        builder.Configuration["MEDIA_CONCURRENT_LIMIT"] = $"{ConcurrentLimit}";
        builder.Configuration["IMAGE_DISK_RESERVE"] = DiskReserve;
        builder.Configuration["IMAGE_MAX_BYTES"] = "1000000";
        builder.Services.AddSingleton<IChannelSource>(Source);
        builder.AddMedia();
        builder.Services.AddMassTransitTestHarness(bus => bus.SetTestTimeouts(Patience, Patience));
        host = builder.Build();
        await host.StartAsync();
    }

    public async Task StopAsync()
    {
        if (host is null)
            return;
        await host.StopAsync();
        host.Dispose();
        host = null;
    }

    public static ImageRequested Photo(string imageId, string location, int messageId = 12, long? bytes = null) => new(imageId, Channel, messageId, location, bytes);

    public static string IdOf(byte[] content) => $"sha256:{Sha256(content)}";

    public static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Publishes the request and waits until it was consumed, or until its fault was.</summary>
    public async Task<ImageRow> RequestAsync(ImageRequested image, bool faults = false)
    {
        var id = NewId.NextGuid();
        await Bus.Bus.Publish(image, context => context.MessageId = id);
        Assert.True(faults
            ? await Bus.Consumed.Any<Fault<ImageRequested>>(fault => fault.Context.Message.FaultedMessageId == id)
            : await Bus.Consumed.Any<ImageRequested>(message => message.Context.MessageId == id && message.Exception is null));
        return (await FindAsync(image.ImageId))!;
    }

    public async Task<ImageRow?> FindAsync(string imageId) =>
        (await QueryAsync<ImageRow>("select * from images where image_id = @imageId", new { imageId })).SingleOrDefault();

    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null) => DataSource.QueryAsync<T>(sql, parameters, default);

    public Task ExecuteAsync(string sql, object? parameters = null) => DataSource.ExecuteAsync(sql, parameters, default);

    /// <summary>Every file below the folder that contains the data folder.</summary>
    public IReadOnlyList<string> Files() =>
        [.. above.EnumerateFiles("*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(above.FullName, file.FullName)).Order(StringComparer.Ordinal)];
}
