using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Configuration;

namespace Collector.Dashboard;

/// <summary>Where the page is, and who may see it.</summary>
public sealed record DashboardOptions : IValidatableObject
{
    /// <summary>Port of the page and of <c>/api</c>, <c>DASHBOARD_PORT</c>; 0 for any that is free.</summary>
    [ConfigurationKeyName("DASHBOARD_PORT")]
    [Range(0, 65535, ErrorMessage = "DASHBOARD_PORT must be a number from 0 to 65535.")]
    public int Port { get; init; } = 8080;

    /// <summary>Address to listen on, <c>DASHBOARD_BIND</c>.</summary>
    [ConfigurationKeyName("DASHBOARD_BIND")]
    public string Bind { get; init; } = "127.0.0.1";

    /// <summary>What one logs in with, <c>DASHBOARD_PASSWORD</c>; without it everybody on this machine sees and steers everything.</summary>
    [ConfigurationKeyName("DASHBOARD_PASSWORD")]
    public string? Password { get; init; }

    /// <summary>Proxies that are believed who asks and whether by https, <c>DASHBOARD_PROXY</c>: addresses and networks, with commas.</summary>
    [ConfigurationKeyName("DASHBOARD_PROXY")]
    public string Proxy { get; init; } = "";

    /// <summary>The same as networks; null for what is none.</summary>
    public IReadOnlyList<IPNetwork?> Proxies => [.. Proxy.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Network)];

    /// <summary>True when nobody has to log in.</summary>
    public bool IsOpen => string.IsNullOrEmpty(Password);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Proxies.Contains(null))
            yield return new("DASHBOARD_PROXY must be addresses or networks, with commas, such as 127.0.0.1 or 172.16.0.0/12.");
        if (!IPAddress.TryParse(Bind, out var address))
            yield return new("DASHBOARD_BIND must be an address, such as 127.0.0.1 or 0.0.0.0.");
        else if (IsOpen && !IPAddress.IsLoopback(address))
            yield return new($"DASHBOARD_PASSWORD is not set: the dashboard on {Bind} would be open to everybody. Set it, or leave DASHBOARD_BIND at 127.0.0.1.");
    }

    static IPNetwork? Network(string text) =>
        IPAddress.TryParse(text, out var one) ? new(one, 8 * one.GetAddressBytes().Length) : IPNetwork.TryParse(text, out var network) ? network : null;
}
