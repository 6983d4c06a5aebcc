using Collector.Hosting;
using Collector.Scheduler;

return await ServiceHost.RunAsync(args, builder => builder.AddScheduler());
