using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Collector.Database;

/// <summary>How to reach PostgreSQL.</summary>
public sealed record DatabaseOptions
{
    /// <summary>Npgsql connection string, <c>ConnectionStrings__Postgres</c>.</summary>
    [ConfigurationKeyName("ConnectionStrings:Postgres")]
    [Required(ErrorMessage = "ConnectionStrings__Postgres is not set: name the PostgreSQL server, for example Host=localhost;Database=collector;Username=collector;Password=…")]
    public string? ConnectionString { get; init; }

    /// <summary>Connections that this process may open, <c>DB_MAX_POOL_SIZE</c>.</summary>
    [ConfigurationKeyName("DB_MAX_POOL_SIZE")]
    [Range(2, 1000, ErrorMessage = "DB_MAX_POOL_SIZE must be a number from 2 to 1000.")]
    public int MaxPoolSize { get; init; } = 40;
}
