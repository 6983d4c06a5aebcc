using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Collector.Dashboard.Access;

/// <summary>Who asks, and whether by https, when a proxy asks for them.</summary>
static class Proxies
{
    public static void UseProxies(this WebApplication app)
    {
        // All of them are known, so the first that is not is who asks.
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in app.Services.GetRequiredService<IOptions<DashboardOptions>>().Value.Proxies)
            forwarded.KnownIPNetworks.Add(proxy!.Value);
        if (forwarded.KnownIPNetworks.Count > 0)
            app.UseForwardedHeaders(forwarded);
    }
}
