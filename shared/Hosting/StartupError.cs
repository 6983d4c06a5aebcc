using Collector.Contracts;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Npgsql;
using RabbitMQ.Client.Exceptions;

namespace Collector.Hosting;

/// <summary>Says in one line what a user can mend; everything else deserves its stack trace.</summary>
public static class StartupError
{
    /// <returns>The line, or null when the failure is not one of those.</returns>
    public static string? Explain(Exception failure) => failure switch
    {
        OptionsValidationException invalid => string.Join(" ", invalid.Failures.Select(WithoutPreamble)),
        PermanentException permanent => permanent.Message,
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } refused =>
            $"PostgreSQL refuses the login: {refused.MessageText}. Check user and password in ConnectionStrings__Postgres.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } missing =>
            $"PostgreSQL answers: {missing.MessageText}. Create the database, or check its name in ConnectionStrings__Postgres.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } forbidden =>
            $"PostgreSQL answers: {forbidden.MessageText}. Give the login of ConnectionStrings__Postgres the role of its service, such as collector_writer.",
        NpgsqlException { InnerException: System.Net.Sockets.SocketException or IOException or TimeoutException } away and not PostgresException =>
            $"PostgreSQL cannot be reached: {away.Message}. Is the server of ConnectionStrings__Postgres running?",
        AuthenticationFailureException refused => $"RabbitMQ refuses the login: {refused.Message} Check RabbitMq__User and RabbitMq__Pass.",
        IOException { InnerException: AddressInUseException } taken => $"{taken.Message} Choose another HEALTH_PORT.",
        ArgumentException { Source: "Npgsql" or "System.Data.Common" } malformed => $"ConnectionStrings__Postgres is malformed: {malformed.Message}",
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } unreadable => unreadable.Message,
        { InnerException: { } inner } => Explain(inner),
        _ => null,
    };

    // Data annotations wrap each message: "DataAnnotation validation failed for 'X' members: 'Y' with the error: '…'."
    static string WithoutPreamble(string failure) =>
        failure.Split("with the error: '", 2) is [_, var message] ? message[..^2] : failure;
}
