using Dapper;
using Npgsql;

namespace Collector.Database;

/// <summary>Makes the data source, and sets what Dapper needs to know, once.</summary>
public static class DataSource
{
    static DataSource()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.AddTypeHandler(new DateTimeOffsetHandler());
    }

    /// <exception cref="ArgumentException">The connection string is malformed.</exception>
    public static NpgsqlDataSource Create(DatabaseOptions options)
    {
        var connection = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            MaxPoolSize = options.MaxPoolSize,
            ApplicationName = AppDomain.CurrentDomain.FriendlyName,
        };
        // Npgsql would look for a library that container images lack, and let it complain on the console.
        if (options.ConnectionString?.Contains("gss", StringComparison.OrdinalIgnoreCase) != true)
            connection.GssEncryptionMode = GssEncryptionMode.Disable;
        if (connection.MaxAutoPrepare == 0)
            connection.MaxAutoPrepare = 50;
        // A migration has no limit: networks in between keep the connection, and a server that vanished is noticed. A Unix socket refuses the option.
        if (connection.TcpKeepAliveTime == 0 && connection.Host?.StartsWith('/') == false)
            connection.TcpKeepAliveTime = 60;
        // A page has some hundred kilobytes, and every full buffer is a system call; Npgsql's own has 8 KiB.
        connection.WriteBufferSize = Math.Max(connection.WriteBufferSize, 64 * 1024);
        // What its metrics call it; else it would be the connection string.
        return new NpgsqlDataSourceBuilder(connection.ConnectionString) { Name = "collector" }.Build();
    }
}
