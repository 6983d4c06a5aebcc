using System.CommandLine;

namespace Collector.Cli;

static class MigrateCommand
{
    public static Command Create(Shell shell)
    {
        var migrate = new Command("migrate", "Bring the database's schema to this version.");
        migrate.SetAction(async (_, cancellationToken) =>
        {
            await using var database = await OpenDatabase.WithSchemaAsync(shell, migrate: true, cancellationToken);
            shell.Line("The schema is current.");
            if (await ServiceLogins.AllowAsync(database, shell.CreateBuilder().Configuration, cancellationToken) is { Count: > 0 } logins)
                shell.Line($"These roles may log in: {string.Join(", ", logins)}");
            return ExitCode.Complete;
        });
        return migrate;
    }
}
