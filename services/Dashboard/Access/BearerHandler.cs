using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Collector.Dashboard.Access;

/// <summary>Lets scripts in: <c>Authorization: Bearer DASHBOARD_PASSWORD</c>.</summary>
sealed class BearerHandler(LoginAttempts attempts, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    const string Prefix = "Bearer ";

    /// <summary>True for what is meant for it; a proxy's own password may be handed on, too.</summary>
    public static bool IsFor(HttpRequest request) => request.Headers.Authorization.ToString().StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
        Task.FromResult(attempts.Try(Request.Headers.Authorization.ToString()[Prefix.Length..], Context.Connection.RemoteIpAddress) switch
        {
            PasswordAnswer.Right => AuthenticateResult.Success(new(User.Known(Scheme.Name), Scheme.Name)),
            PasswordAnswer.Wrong => AuthenticateResult.Fail("The password is wrong."),
            _ => AuthenticateResult.Fail("Too many wrong passwords; wait a minute."),
        });

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Refuse(Response);
        return Task.CompletedTask;
    }

    public static void Refuse(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status401Unauthorized;
        response.Headers.WWWAuthenticate = "Bearer";
    }
}
