using Collector.Hosting;
using Collector.Writer;

return await ServiceHost.RunAsync(args, builder => builder.AddWriter());
