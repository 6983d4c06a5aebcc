using Npgsql;

namespace Collector.Database;

/// <summary>PostgreSQL was away for longer than anybody waits in one go; the work is to be done when it is back.</summary>
public sealed class DatabaseAwayException(NpgsqlException away) : NpgsqlException(away.Message, away);
