using Collector.Hosting;
using Collector.Collector;

return await ServiceHost.RunAsync(args, builder => builder.AddCollector());
