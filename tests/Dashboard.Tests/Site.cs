using Collector.Database;
using Collector.Testing;
using Dapper;
using Microsoft.Playwright;
using Npgsql;

[assembly: AssemblyFixture(typeof(Collector.Dashboard.Tests.Site))]

namespace Collector.Dashboard.Tests;

/// <summary>All services on exports of their own, the dashboard as a program with the rights of its role, and a browser.</summary>
public sealed class Site : IAsyncLifetime
{
    public const string Password = "correct horse";

    readonly string folder = Directory.CreateTempSubdirectory("dashboard-").FullName;
    readonly TestDatabase database = new();
    readonly List<ServiceProcess> processes = [];
    Dictionary<string, string> settings = [];
    IPlaywright? playwright;
    IBrowser? browser;

    public string Address { get; private set; } = "";

    /// <summary>An export that nobody has added yet.</summary>
    public string Export(string name) => Path.Combine(folder, "exports", name);

    /// <summary>How many files are in the image store.</summary>
    public int Images => Directory.EnumerateFiles(Store, "*", SearchOption.AllDirectories).Count();

    string Store => Path.Combine(folder, "data", "images");

    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        CopyFolder(Path.Combine(Repository.Root, "services", "sample"), Path.Combine(folder, "exports"));
        settings = new Dictionary<string, string>
        {
            ["ConnectionStrings__Postgres"] = database.ConnectionString,
            ["COLLECTOR_DATA"] = Path.Combine(folder, "data"),
            ["Transport"] = "memory",
            ["DASHBOARD_PORT"] = "0",
            ["DASHBOARD_PASSWORD"] = Password,
        };
        await using (var add = ServiceProcess.Start("Cli", settings, "channels", "add", Export("grey_skerry_light"), Export("harrow_tor_nightlog")))
            Assert.Equal(0, await add.WaitForExitAsync());
        await Scenery.PaintAsync(database.DataSource);
        processes.Add(ServiceProcess.Start("Cli", settings));
        await processes[0].WaitForLineAsync("Dashboard: http://");
        await Scenery.LogInAsync(database.DataSource);
        Address = await StartDashboardAsync(new Dictionary<string, string>());
        playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(90_000);
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        foreach (var process in processes)
            await process.DisposeAsync();
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Starts one more dashboard with other settings.</summary>
    /// <param name="other">Another database than that of all services; null for that.</param>
    /// <returns>Its address.</returns>
    public async Task<string> StartDashboardAsync(IReadOnlyDictionary<string, string> others, TestDatabase? other = null)
    {
        var own = new Dictionary<string, string>(settings) { ["ConnectionStrings__Postgres"] = await LoginAsync(other ?? database) };
        foreach (var (name, value) in others)
            own[name] = value;
        var dashboard = ServiceProcess.Start("Dashboard", own);
        processes.Add(dashboard);
        return (await dashboard.WaitForLineAsync("Dashboard: http://")).Split("Dashboard: ")[1];
    }

    /// <summary>Starts a service with other settings; whoever starts it ends it.</summary>
    public ServiceProcess Start(string service, IReadOnlyDictionary<string, string> others) =>
        ServiceProcess.Start(service, settings.Concat(others).GroupBy(setting => setting.Key).ToDictionary(setting => setting.Key, setting => setting.Last().Value));

    public void Damage(string path) => File.WriteAllText(Path.Combine(Store, path), "no image");

    /// <summary>Takes a file out of the image store; it is put back when this is disposed of.</summary>
    public IDisposable TakeAway(string path)
    {
        var (place, away) = (Path.Combine(Store, path), Path.Combine(folder, "away"));
        File.Move(place, away);
        return new Undo(() => File.Move(away, place));
    }

    /// <summary>A browser that nobody has logged in with; whoever asks for it closes it.</summary>
    /// <param name="address">Of another dashboard than the first; null for that.</param>
    public async Task<IBrowserContext> NewBrowserAsync(string? address)
    {
        var context = await browser!.NewContextAsync(new() { BaseURL = address ?? Address, ViewportSize = new() { Width = 1360, Height = 860 }, ReducedMotion = ReducedMotion.Reduce });
        // A loaded machine takes its time.
        context.SetDefaultTimeout(90_000);
        return context;
    }

    /// <summary>A client without cookies.</summary>
    /// <param name="address">Of another dashboard than the first; null for that.</param>
    public HttpClient Client(string? address = null) => new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new(address ?? Address) };

    public HttpClient Script()
    {
        var client = Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", Password);
        return client;
    }

    /// <summary>Waits for the two channels that were added at the start.</summary>
    public Task SampleIsCollectedAsync() => Eventually.TrueAsync(
        () => ReadAsync<bool>("select count(*) = 2 from channels c join coverage v on v.channel_id = c.id where c.source = 'export' and c.handle <> 'sadovy_kalendar' and c.top_message_id > 0 and v.known @> int4range(1, c.top_message_id + 1) and not exists (select from images where state = 'wanted')"),
        TimeSpan.FromMinutes(3));

    public async Task<T> ReadAsync<T>(string sql) => (await database.DataSource.ExecuteScalarAsync<T>(sql, null, default))!;

    static async Task<string> LoginAsync(TestDatabase database)
    {
        const string sql = """
            do $$
            begin
                create role test_dashboard login in role collector_dashboard;
            exception
                when duplicate_object or unique_violation then null;
            end $$
            """;
        await database.DataSource.ExecuteAsync(sql, null, default);
        return new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = "test_dashboard" }.ConnectionString;
    }

    static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    sealed class Undo(Action undo) : IDisposable
    {
        public void Dispose() => undo();
    }
}
