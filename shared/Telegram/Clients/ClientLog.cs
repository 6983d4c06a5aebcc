using Microsoft.Extensions.Logging;
using WTelegram;

namespace Collector.Telegram.Clients;

/// <summary>The library's log is one for the whole process, and would go to the console. It says more than anybody wants, and secrets among it: only what it calls an error is passed on, one line of it.</summary>
static class ClientLog
{
    // As the library counts: 0 trace … 5 critical.
    const int Error = 4;

    public static void Use(ILoggerFactory loggers)
    {
        var logger = loggers.CreateLogger("WTelegram");
        Helpers.Log = (level, message) =>
        {
            if (level >= Error)
                logger.LogDebug("{Message}", message.Split('\n', 2)[0]);
        };
    }
}
