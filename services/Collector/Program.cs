using Collector.Collector;
using Collector.Hosting;
using Collector.Sources.Export;
#if LIVE_TELEGRAM
using Collector.Media;
using Collector.Telegram;
#endif

return await ServiceHost.RunAsync(args, builder =>
{
    builder.Services.AddExportSource();
    builder.AddCollector();
#if LIVE_TELEGRAM
    // One login is enough: whoever reads an account's channels also fetches their images.
    builder.AddTelegram().AddAccountDownloads();
#endif
});
