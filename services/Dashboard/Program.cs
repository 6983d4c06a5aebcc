using Collector.Dashboard;
using Collector.Hosting;
using Microsoft.Extensions.DependencyInjection;

return await ServiceHost.RunAsync(args, builder =>
{
    builder.AddDashboard();
    builder.Services.AddHostedService(services => services.GetRequiredService<DashboardServer>());
});
