using System.Security.Claims;

namespace Collector.Dashboard.Access;

/// <summary>There is one password, and whoever has it.</summary>
static class User
{
    /// <param name="scheme">How they were let in.</param>
    /// <param name="session">Of <see cref="Sessions.Begin"/>; null for who comes with the password each time.</param>
    public static ClaimsPrincipal Known(string scheme, string? session = null)
    {
        // By this claim the tokens of forms know their user: a page's stays good when somebody logs in again beside it.
        var user = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "operator")], scheme);
        if (session is not null)
            user.AddClaim(new(ClaimTypes.Sid, session));
        return new(user);
    }
}
