using Collector.Hosting;
using Collector.Media;
using Collector.Sources.Export;

return await ServiceHost.RunAsync(args, builder =>
{
    builder.Services.AddExportSource();
    builder.AddMedia();
});
