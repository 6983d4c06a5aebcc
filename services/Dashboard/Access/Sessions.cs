using System.Collections.Concurrent;
using System.Security.Claims;

namespace Collector.Dashboard.Access;

/// <summary>All logins since the start that nobody has logged out; those before it ended with the key of their cookies.</summary>
sealed class Sessions
{
    readonly ConcurrentDictionary<string, CancellationTokenSource> sessions = new();

    /// <returns>Its id, for <see cref="User.Known"/>.</returns>
    public string Begin()
    {
        var id = Guid.NewGuid().ToString();
        sessions[id] = new();
        return id;
    }

    /// <summary>Ends this user's session, in every tab and for every copy of its cookie.</summary>
    public void End(ClaimsPrincipal user)
    {
        if (user.FindFirstValue(ClaimTypes.Sid) is { } id && sessions.TryRemove(id, out var session))
            session.Cancel();
    }

    /// <returns>Cancelled once this user's session has ended; never for who has none, such as a script.</returns>
    public CancellationToken EndOf(ClaimsPrincipal user) =>
        user.FindFirstValue(ClaimTypes.Sid) is not { } id ? CancellationToken.None : sessions.TryGetValue(id, out var session) ? session.Token : new(canceled: true);
}
