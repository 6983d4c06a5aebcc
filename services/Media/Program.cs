using Collector.Hosting;
using Collector.Media;
using Collector.Sources.Export;
#if LIVE_TELEGRAM
using Collector.Telegram;
#endif

return await ServiceHost.RunAsync(args, builder =>
{
    builder.Services.AddExportSource();
    builder.AddMedia();
#if LIVE_TELEGRAM
    // With a session of its own.
    builder.AddTelegram().AddAccountDownloads();
#endif
});
