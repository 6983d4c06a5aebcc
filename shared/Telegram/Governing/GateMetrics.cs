using System.Diagnostics.Metrics;

namespace Collector.Telegram.Governing;

static class GateMetrics
{
    static readonly Meter Meter = new("Collector.Telegram");
    static readonly Counter<long> Calls = Meter.CreateCounter<long>("telegram.calls", "{call}", "Calls to Telegram, by class and outcome: answered, failed or flood.");
    static readonly Counter<double> FloodWait = Meter.CreateCounter<double>("telegram.flood_wait", "s", "What Telegram asked to wait, by account and class.");
    static readonly Gauge<double> Rate = Meter.CreateGauge<double>("telegram.rate", "{call}/s", "Calls per second that an account may make, as learned, by account and class.");

    /// <summary>As <see cref="Hosting.CountersFromZero"/> says, when the account is there.</summary>
    public static void Begin(int account)
    {
        foreach (var callClass in CallClassNames.All)
        {
            foreach (var outcome in (string[])["answered", "failed", "flood"])
                Count(0, callClass, outcome);
            Flooded(account, callClass, TimeSpan.Zero);
        }
    }

    public static void Called(CallClass callClass, string outcome) => Count(1, callClass, outcome);

    public static void Flooded(int account, CallClass callClass, TimeSpan wait) => FloodWait.Add(wait.TotalSeconds, new("account", account), new("class", callClass.Name()));

    public static void Learned(int account, CallClass callClass, double rate) => Rate.Record(rate, new("account", account), new("class", callClass.Name()));

    static void Count(int calls, CallClass callClass, string outcome) => Calls.Add(calls, new("class", callClass.Name()), new("outcome", outcome));
}
