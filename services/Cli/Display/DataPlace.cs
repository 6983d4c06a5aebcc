using Npgsql;

namespace Collector.Cli.Display;

/// <summary>Where the data is, for the end of a summary.</summary>
static class DataPlace
{
    public static void Show(Shell shell, string imageStore, string? psql, string connectionString)
    {
        shell.Line($"Images:   {imageStore}");
        shell.Line($"Database: {(string.IsNullOrEmpty(psql) ? Psql(connectionString) : psql)}");
    }

    /// <summary>The command that opens the database; psql asks for the password itself.</summary>
    public static string Psql(string connectionString)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        var words = new List<string> { "psql" };
        Add("-h", connection.Host);
        if (connection.Port != NpgsqlConnection.DefaultPort)
            Add("-p", connection.Port.ToString("D"));
        Add("-U", connection.Username);
        words.Add(Shell.Quoted(connection.Database ?? connection.Username ?? "postgres"));
        return string.Join(' ', words);

        void Add(string option, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                words.AddRange([option, Shell.Quoted(value)]);
        }
    }
}
