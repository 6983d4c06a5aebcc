using Collector.Hosting;
using Collector.Media;

return await ServiceHost.RunAsync(args, builder => builder.AddMedia());
