using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Collector.Scheduler;

/// <summary>Measures now and then what gauges tell, while somebody listens. Every scheduler says the same.</summary>
abstract class Gauges(TimeProvider time, ILogger logger) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    readonly Meter meter = new("Collector");
    readonly List<Instrument> told = [];
    // Told as it was found: a state that nobody is in any more is not told.
    IReadOnlyList<(string Name, string? Of, long Count)> measured = [];

    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    /// <param name="label">What <c>Of</c> is; null when the gauge has one number.</param>
    protected void Tell(string name, string unit, string description, string? label = null) => told.Add(meter.CreateObservableGauge(
        name,
        () => from one in measured where one.Name == name select label is null ? new Measurement<long>(one.Count) : new(one.Count, KeyValuePair.Create(label, (object?)one.Of)),
        unit,
        description));

    /// <returns>Each gauge's numbers, by its name.</returns>
    protected abstract Task<IReadOnlyList<(string Name, string? Of, long Count)>> MeasureAsync(CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var began = time.GetTimestamp();
            try
            {
                if (told.Exists(gauge => gauge.Enabled))
                    measured = await MeasureAsync(stoppingToken);
            }
            // Nothing is collected worse when nobody counts.
            catch (Exception away) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogDebug(away, "Nothing was measured");
                measured = [];
            }

            // Counting millions of images takes seconds.
            await Task.Delay(TimeSpan.FromTicks(Math.Max(Interval.Ticks, 10 * time.GetElapsedTime(began).Ticks)), time, stoppingToken);
        }
    }
}
