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
    public const string Prefix = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        var password = header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header[Prefix.Length..] : null;
        return Task.FromResult(attempts.Try(password, Context.Connection.RemoteIpAddress) switch
        {
            true => AuthenticateResult.Success(new(User.Known(Scheme.Name), Scheme.Name)),
            false => AuthenticateResult.Fail("The password is wrong."),
            null => AuthenticateResult.Fail("Too many wrong passwords; wait a minute."),
        });
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }
}
