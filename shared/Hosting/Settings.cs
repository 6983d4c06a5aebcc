using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Collector.Hosting;

/// <summary>Where a program's settings come from.</summary>
public static class Settings
{
    /// <summary>
    /// A host that is set up by environment, arguments and <c>appsettings.json</c> beside the program. They are read once: to notice a change .NET
    /// would watch every folder below, and hear of every image in them.
    /// </summary>
    public static HostApplicationBuilder CreateBuilder(string[]? args = null)
    {
        var once = new ConfigurationManager();
        once.AddInMemoryCollection(new Dictionary<string, string?> { ["hostBuilder:reloadConfigOnChange"] = "false" });
        return Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory, Configuration = once });
    }
}
