using Collector.Dashboard.Access;
using Collector.Dashboard.Api;
using Collector.Dashboard.Live;
using Collector.Dashboard.Pages;
using Collector.Dashboard.Parts;
using Collector.Dashboard.Reading;
using Collector.Queries;
using Collector.Writer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using MudBlazor;
using MudBlazor.Services;

namespace Collector.Dashboard;

static class PagesExtensions
{
    public static WebApplicationBuilder AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddAccess();
        // A list of channels is the longest that is sent here, of letters that have up to three bytes.
        builder.Services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = 4 * ChannelDialog.Longest);
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddMudServices(mud => mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.TopCenter);
        builder.Services.AddApi();
        builder.Services.AddDownloads();
        // Only what is the same for everybody.
        builder.Services.AddResponseCompression(compression => compression.MimeTypes = ["text/css", "text/javascript", "image/svg+xml"]);
        builder.Services
            .AddSingleton<Board>()
            .AddSingleton<Posts>()
            .AddSingleton<Pictures>()
            .AddSingleton<Found>()
            .AddSingleton<Runs>()
            .AddSingleton<Accounts>()
            .AddSingleton<Additions>()
            .AddSingleton<AccountSwitch>()
            .AddSingleton<Deletions>()
            .AddSingleton<PurgeChannel>()
            .AddSingleton<Ledgers>()
            .AddSingleton<Letters>()
            .AddSingleton<Pulse>()
            .AddSingleton<QueueWatch>()
            .AddScoped<Deeds>()
            .AddHostedService(services => services.GetRequiredService<Pulse>())
            .AddHostedService(services => services.GetRequiredService<QueueWatch>());
        return builder;
    }

    public static WebApplication MapPages(this WebApplication app)
    {
        app.UseProxies();
        app.UseGuard();
        app.UseResponseCompression();
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "dashboard")),
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache",
        });
        app.UseWhen(IsForScripts, scripts => scripts.UseStatusCodePages());
        app.UseWhen(IsForPeople, people => people.UseStatusCodePagesWithReExecute("/not-found"));
        app.UseRouting();
        app.UseAuthentication();
        app.UseSessions();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseRateLimiter();
        app.MapSession();
        app.MapTheme();
        app.MapApi();
        app.MapOpenApi("/api/openapi.json");
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }

    static bool IsForPeople(HttpContext context) => HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal) && !IsForScripts(context);

    static bool IsForScripts(HttpContext context) => context.Request.Path.StartsWithSegments("/api");

    static void MapTheme(this WebApplication app) => app.MapGet("/theme/{name}", (HttpContext context, string name, string? to) =>
    {
        context.Response.Cookies.Append("theme", name is "light" or "dark" ? name : "system", new() { SameSite = SameSiteMode.Strict, HttpOnly = true, Secure = context.Request.IsHttps, MaxAge = TimeSpan.FromDays(365) });
        return Results.LocalRedirect(Session.LocalPath(to));
    }).AllowAnonymous().ExcludeFromDescription();
}
