using System.Text.Encodings.Web;
using Collector.Contracts;
using MassTransit;

namespace Collector.Hosting;

static class Json
{
    public static void Configure(IBusFactoryConfigurator bus) => bus.ConfigureJsonSerializerOptions(options =>
    {
        options.WriteIndented = false;
        // The wire is not a web page: escaping every non-ASCII letter would double the size of Cyrillic text.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.TypeInfoResolverChain.Insert(0, ContractsJson.Default);
        return options;
    });
}
