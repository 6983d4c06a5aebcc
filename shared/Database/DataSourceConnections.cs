using DbUp.Engine.Transactions;
using DbUp.Postgresql;
using Npgsql;

namespace Collector.Database;

sealed class DataSourceConnections(NpgsqlDataSource database)
    : DatabaseConnectionManager(_ => database.CreateConnection())
{
    // Each file goes to the server whole: DbUp's splitter does not know dollar quotes.
    public override IEnumerable<string> SplitScriptIntoCommands(string scriptContents) => [scriptContents];
}
