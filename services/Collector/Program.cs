using Collector.Collector;
using Collector.Hosting;

return await ServiceHost.RunAsync(args, builder => builder.AddCollector());
