using Collector.Collector;
using Collector.Hosting;
using Collector.Sources.Export;

return await ServiceHost.RunAsync(args, builder =>
{
    builder.Services.AddExportSource();
    builder.AddCollector();
});
