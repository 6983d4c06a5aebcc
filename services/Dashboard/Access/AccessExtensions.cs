using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Collector.Dashboard.Access;

static class AccessExtensions
{
    const string Either = "either";
    const string Bearer = "bearer";

    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        // Whoever is logged in logs in again after a restart; a key on the disk could be taken.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddSingleton<LoginAttempts>();
        services.AddSingleton<Sessions>();
        services.AddAuthentication(Either)
            .AddPolicyScheme(Either, null, policy => policy.ForwardDefaultSelector = context =>
                BearerHandler.IsFor(context.Request) ? Bearer : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(Bearer, null)
            .AddCookie(cookie =>
            {
                cookie.LoginPath = "/login";
                cookie.ExpireTimeSpan = TimeSpan.FromDays(30);
                cookie.Cookie.Name = "collector";
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = SameSiteMode.Strict;
                cookie.Events.OnValidatePrincipal = context =>
                {
                    // A logout takes the cookie from one browser only; somebody may have a copy.
                    if (context.HttpContext.RequestServices.GetRequiredService<Sessions>().EndOf(context.Principal!).IsCancellationRequested)
                        context.RejectPrincipal();
                    return Task.CompletedTask;
                };
                cookie.Events.OnRedirectToLogin = context =>
                {
                    // Only people can use the form.
                    if (context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/_blazor"))
                        BearerHandler.Refuse(context.Response);
                    else
                        // What the browser calls this site, a proxy may know better.
                        context.Response.Redirect(new Uri(context.RedirectUri).PathAndQuery);
                    return Task.CompletedTask;
                };
            });
        services.AddAuthorization();
        // Whatever does not say otherwise is behind the login.
        services.AddOptions<AuthorizationOptions>().Configure<IOptions<DashboardOptions>>((authorization, dashboard) =>
            authorization.FallbackPolicy = dashboard.Value.IsOpen ? null : new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "collector-form";
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        return services;
    }
}
