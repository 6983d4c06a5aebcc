using System.Security.Claims;

namespace Collector.Dashboard.Access;

/// <summary>There is one password, and whoever has it.</summary>
static class User
{
    public static ClaimsPrincipal Known(string scheme) => new(new ClaimsIdentity([new(ClaimTypes.Name, "operator")], scheme));
}
