using Collector.Cli.Display;
using Collector.Scheduler;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Collector.Cli.Running;

/// <summary>Collects what is configured, again when due, until it is stopped. With nothing configured, Telegram neither: the sample, once.</summary>
sealed class RunOn(Shell shell)
{
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        await using var embedded = await EmbeddedHost.PrepareAsync(shell, cancellationToken, dashboard: true);
        var none = Sample.IsAllOf(await embedded.Get<Channels>().ListAsync(cancellationToken));
        if (none && string.IsNullOrEmpty(embedded.Get<IConfiguration>()["TELEGRAM_API_ID"]))
            return await new RunOnce(shell).ExecuteAsync(embedded, cancellationToken);

        var pace = new Pace(embedded.Get<TimeProvider>());
        var watching = new Watching(shell, embedded.Get<Progress>(), pace, embedded.Get<TimeProvider>(), line => embedded.Logger().LogInformation("{Progress}", line));
        await embedded.StartAsync(only: null, cancellationToken);
        await embedded.RequestImagesAsync(channel: null, cancellationToken);
        await embedded.ShowDashboardAsync(cancellationToken);
        if (none)
            embedded.Logger().LogInformation("No channel is configured yet: add one on the page, or by {Command} channels add @NAME", Shell.Command);
        embedded.Logger().LogInformation("Collecting until Ctrl-C");
        await watching.UntilAsync(channels: null, _ => false, embedded.Stopping);
        await embedded.StopAsync();
        var rows = pace.Observe(await embedded.Get<Progress>().ReadAsync(null, CancellationToken.None));
        Summary.Show(shell, embedded, rows, Failures.Of(rows.Select(row => row.Channel)), pace.Elapsed);
        // What failed is told, and shown by status; the process itself fails only when it ends by itself.
        return Environment.ExitCode;
    }
}
