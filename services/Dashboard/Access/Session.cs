using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Collector.Dashboard.Access;

/// <summary>Logging in and out; both are forms of the page, with its token against forged ones.</summary>
static class Session
{
    public static void MapSession(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/session", BeginAsync).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        endpoints.MapPost("/session/end", EndAsync).ExcludeFromDescription();
    }

    /// <summary>A page asks who it is for once, when it connects: its connection is cut when the session ends.</summary>
    public static void UseSessions(this WebApplication app) => app.Use(async (context, next) =>
    {
        var end = context.Request.Path.StartsWithSegments("/_blazor") ? context.RequestServices.GetRequiredService<Sessions>().EndOf(context.User) : CancellationToken.None;
        using (end.Register(context.Abort))
            await next(context);
    });

    // It asks for the token itself: a form that was open across a restart comes again, with a new one.
    static async Task<IResult> BeginAsync(HttpContext context, IAntiforgery antiforgery, LoginAttempts attempts, Sessions sessions, [FromForm] string? password, [FromForm] string? to)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return Again(to, "old");
        if (attempts.Try(password, context.Connection.RemoteIpAddress) is not PasswordAnswer.Right and var refused)
            return Again(to, refused == PasswordAnswer.TooMany ? "late" : "wrong");

        // The browser has one cookie: no logout would end the session of the one before.
        sessions.End(context.User);
        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, User.Known(CookieAuthenticationDefaults.AuthenticationScheme, sessions.Begin()), new() { IsPersistent = true });
        return Results.LocalRedirect(LocalPath(to));
    }

    // The form has a field of its own, so that the token is asked for.
    static async Task<IResult> EndAsync(HttpContext context, Sessions sessions, [FromForm] string? from)
    {
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        sessions.End(context.User);
        return Results.LocalRedirect("/login");
    }

    static IResult Again(string? to, string problem) => Results.LocalRedirect($"/login?ReturnUrl={Uri.EscapeDataString(to ?? "/")}&problem={problem}");

    /// <summary>The path, if it leads to this site; else its first page.</summary>
    public static string LocalPath(string? to) => to is ['/', not ('/' or '\\'), ..] ? to : "/";
}
