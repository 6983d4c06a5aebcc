using System.Security.Cryptography;
using Collector.Contracts;
using Collector.Database;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Collector.Cli;

/// <summary>Lets services log in as the role that bears their rights: settings <c>Logins__ROLE=PASSWORD</c>.</summary>
static class ServiceLogins
{
    static readonly string[] Roles = ["collector_scheduler", "collector_collector", "collector_media", "collector_writer", "collector_dashboard"];

    /// <returns>The roles that may log in now, with the password that the settings name.</returns>
    /// <exception cref="PermanentException">A setting names no role of a service, or has no password; or the login has no right to set it.</exception>
    public static async Task<IReadOnlyList<string>> AllowAsync(NpgsqlDataSource database, IConfiguration configuration, CancellationToken cancellationToken)
    {
        var logins = configuration.GetSection("Logins").GetChildren().ToList();
        foreach (var login in logins)
        {
            if (!Roles.Contains(login.Key))
                throw new PermanentException($"Logins__{login.Key} is not the role of a service: {string.Join(", ", Roles)}.");
            if (login.Value is not { Length: > 0 } password || !password.All(letter => letter is > ' ' and < '\u007f'))
                throw new PermanentException($"Logins__{login.Key} must be a password of ASCII letters, digits and signs.");

            // The server logs statements that fail: they must not have the password itself.
            var verifier = ScramVerifier.Of(password, RandomNumberGenerator.GetBytes(16));
            try
            {
                await database.ExecuteAsync($"alter role {login.Key} login password '{verifier}'", null, cancellationToken);
            }
            catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.UndefinedObject or PostgresErrorCodes.InsufficientPrivilege)
            {
                throw new PermanentException($"Logins__{login.Key}: PostgreSQL answers: {refused.MessageText}. The login of ConnectionStrings__Postgres must be allowed to create roles.");
            }
        }

        return [.. logins.Select(login => login.Key)];
    }
}
