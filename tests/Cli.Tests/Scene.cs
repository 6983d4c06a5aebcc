using Collector.Testing;
using Dapper;
using Npgsql;

namespace Collector.Cli.Tests;

/// <summary>An empty database, a data folder, and exports to collect.</summary>
public sealed class Scene : IAsyncLifetime
{
    readonly TestDatabase database = new();
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("collector-cli-");

    public string Images => Path.Combine(folder.FullName, "data", "images");

    string LogFile => Path.Combine(folder.FullName, "log.txt");

    public ValueTask InitializeAsync() => database.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>As environment of a process.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["ConnectionStrings__Postgres"] = database.ConnectionString,
        ["COLLECTOR_DATA"] = Path.Combine(folder.FullName, "data"),
        ["COLLECTOR_PSQL"] = "",
        ["LOG_FILE"] = LogFile,
        ["Transport"] = "memory",
        ["CONCURRENT_LIMIT"] = "2",
    };

    internal TestShell Shell(TextWriter? output = null) => new(Settings.ToDictionary(each => each.Key.Replace("__", ":", StringComparison.Ordinal), each => (string?)each.Value), output: output);

    /// <returns>The export's folder, whose name is the channel's handle.</returns>
    public string Export(string name, ExportFile export)
    {
        var path = Path.Combine(folder.FullName, name);
        export.Write(path);
        return path;
    }

    public string File(string name, string content)
    {
        var path = Path.Combine(folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, content);
        return path;
    }

    public Task<string> LogAsync() => System.IO.File.ReadAllTextAsync(LogFile, TestContext.Current.CancellationToken);

    public async Task<T?> QueryAsync<T>(string sql)
    {
        await using var connection = await OpenAsync();
        return await connection.ExecuteScalarAsync<T>(sql);
    }

    public ValueTask<NpgsqlConnection> OpenAsync() => database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
}
