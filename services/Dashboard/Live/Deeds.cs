using Collector.Contracts;
using Microsoft.Extensions.Logging;
using MudBlazor;
using Npgsql;

namespace Collector.Dashboard.Live;

/// <summary>Does what somebody clicked, and says how it ended. Menus and dialogs are drawn where nobody else would: what they throw would end the page.</summary>
sealed class Deeds(ISnackbar snackbar, Pulse pulse, ILogger<Deeds> logger)
{
    /// <returns>Null when it is done, else why not, in words.</returns>
    public async Task<string?> ExplainAsync(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (Exception failed) when (failed is NpgsqlException or PermanentException or IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("What was asked for could not be done: {Error}", failed.Message);
            return failed switch
            {
                PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } => "The dashboard's login at PostgreSQL may not do that; see Deploy in the README.",
                PostgresException refused => $"PostgreSQL answers: {refused.MessageText}",
                NpgsqlException => "PostgreSQL cannot be reached. Try again when it is back.",
                _ => failed.Message,
            };
        }
    }

    /// <summary>Says in a corner of the page when it is done.</summary>
    /// <param name="act">Returns what to say.</param>
    /// <returns>Null when it is done, else why not, in words.</returns>
    public Task<string?> TryAsync(Func<Task<string>> act) => ExplainAsync(async () => Say(await act()));

    /// <summary>Says in a corner of the page what is done, which the page is to show.</summary>
    public void Say(string done)
    {
        snackbar.Add(done);
        pulse.LookNow();
    }

    /// <summary>Says in a corner of the page when it is done, and why not.</summary>
    /// <param name="act">Returns what to say.</param>
    public async Task DoAsync(Func<Task<string>> act)
    {
        if (await TryAsync(act) is { } problem)
            snackbar.Add(problem, Severity.Error, options => options.RequireInteraction = true);
    }
}
