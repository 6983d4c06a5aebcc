using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Collector.Dashboard.Access;

/// <summary>What every answer says to browsers, and which requests are never answered.</summary>
static class Guard
{
    // MudBlazor writes a style element and style attributes; no script is ever inline, nor made of text.
    const string Policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void UseGuard(this WebApplication app)
    {
        var open = app.Services.GetRequiredService<IOptions<DashboardOptions>>().Value.IsOpen;
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.XContentTypeOptions = "nosniff";
            // Without any, browsers would hide the origin of the page's own forms, too.
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
            if (IsForeign(context.Request) || (open && !IsLoopback(context.Request.Host.Host)))
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return context.Response.WriteAsync("This address of the dashboard is not known, or another page asked for it. A proxy must hand on Host as it came.");
            }

            return next(context);
        });
    }

    // Another site's page, by its form, its script or its web socket.
    static bool IsForeign(HttpRequest request) =>
        request.Headers.Origin is [{ } origin] && !(Uri.TryCreate(origin, UriKind.Absolute, out var site) && new HostString(site.Authority) == request.Host);

    // Without a password, a foreign name that leads to this machine must not reach it.
    static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
