using Collector.Cli.Display;
using Collector.Media;
using Collector.Scheduler;
using Microsoft.Extensions.Logging;

namespace Collector.Cli.Running;

/// <summary>Collects some channels until nothing is left to do for them, and says what came of it.</summary>
sealed class RunOnce(Shell shell)
{
    readonly List<Failure> failures = [];

    /// <param name="paths">Exports; none for what is configured.</param>
    public async Task<int> ExecuteAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        // A large export takes as long to look through as all else takes to get ready.
        var inputs = Inputs.ReadAsync(paths, every: null, cancellationToken);
        await using var embedded = await EmbeddedHost.PrepareAsync(shell, cancellationToken);
        if (paths.Count == 0)
            return await ExecuteAsync(embedded, cancellationToken);

        shell.Line(paths.Count == 1 ? "Reading 1 export …" : $"Reading {paths.Count} exports …");
        return await ExportsAsync(embedded, await inputs, cancellationToken);
    }

    /// <summary>Collects what is configured; with nothing configured, the sample.</summary>
    public async Task<int> ExecuteAsync(EmbeddedHost embedded, CancellationToken cancellationToken)
    {
        var configured = await embedded.Get<Channels>().ListAsync(cancellationToken);
        if (!Sample.IsAllOf(configured))
            return await CollectAsync(embedded, [configured], channel => Task.FromResult(channel), cancellationToken, whatever: true);

        shell.Line(Sample.Announcement);
        var code = await ExportsAsync(embedded, await Inputs.ReadAsync(Sample.Paths(), every: null, cancellationToken), cancellationToken);
        shell.Line(Sample.Next);
        return code;
    }

    /// <summary>Collects channels that are configured already.</summary>
    public async Task<int> ExecuteAsync(IReadOnlyList<ChannelRow> channels, CancellationToken cancellationToken)
    {
        await using var embedded = await EmbeddedHost.PrepareAsync(shell, cancellationToken);
        return await CollectAsync(embedded, [channels], channel => Task.FromResult(channel), cancellationToken);
    }

    async Task<int> ExportsAsync(EmbeddedHost embedded, Inputs inputs, CancellationToken cancellationToken)
    {
        foreach (var failure in inputs.Failures)
            embedded.Logger().LogError("Error processing channel {Channel}: {Error}", failure.Name, failure.Error);
        failures.AddRange(inputs.Failures);
        return await CollectAsync(embedded, inputs.Rounds(), AddAsync, cancellationToken);

        async Task<ChannelRow> AddAsync(NewChannel channel)
        {
            var added = await embedded.Get<Channels>().AddAsync(channel, cancellationToken);
            if (added.Warning is { } warning)
                embedded.Logger().LogWarning("{Warning}", warning);
            return added;
        }
    }

    /// <param name="whatever">True for every channel that there is, also those that are found on the way: the chat that a supergroup was before.</param>
    async Task<int> CollectAsync<T>(EmbeddedHost embedded, IReadOnlyList<IReadOnlyList<T>> rounds, Func<T, Task<ChannelRow>> begin, CancellationToken cancellationToken, bool whatever = false)
    {
        var pace = new Pace(embedded.Get<TimeProvider>());
        var watching = new Watching(shell, embedded.Get<Progress>(), pace, embedded.Get<TimeProvider>(), line => embedded.Logger().LogInformation("{Progress}", line));
        var stop = embedded.Stopping;
        var all = new SortedSet<int>();
        IReadOnlyList<ProgressRow> rows = [];
        foreach (var (number, round) in rounds.Index())
        {
            var channels = new List<ChannelRow>();
            foreach (var item in round)
                channels.Add(await begin(item));
            foreach (var channel in channels)
                await embedded.Get<Channels>().CollectAsync(channel.Id, cancellationToken);

            var ids = channels.Select(channel => channel.Id).ToHashSet();
            // The next export of a channel clears its error.
            failures.AddRange(Failures.Of(rows.Select(row => row.Channel).Where(channel => ids.Contains(channel.Id))));
            all.UnionWith(ids);
            if (number == 0)
                await embedded.StartAsync(whatever ? null : all, cancellationToken);
            foreach (var id in ids)
                await embedded.RequestImagesAsync(id, cancellationToken);
            rows = await watching.UntilAsync(whatever ? null : all, seen => !seen.Any(row => row.Channel.Working), stop);
            if (stop.IsCancellationRequested)
                break;
        }

        var interrupted = stop.IsCancellationRequested;
        if (!interrupted)
            await embedded.EndReadingAsync(stop);
        await embedded.StopAsync();
        if (interrupted)
            rows = pace.Observe(await embedded.Get<Progress>().ReadAsync(whatever ? null : all, CancellationToken.None));
        failures.AddRange(Failures.Of(rows.Select(row => row.Channel)));
        Summary.Show(shell, embedded, rows, failures, pace.Elapsed);
        if (interrupted)
            shell.Problem("Stopped before the end; the same command goes on from here.");
        return interrupted || failures.Count > 0 ? ExitCode.Failed : ExitCode.Complete;
    }
}
