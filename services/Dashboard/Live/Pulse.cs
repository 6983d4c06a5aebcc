using Collector.Dashboard.Reading;
using Collector.Hosting;
using Collector.Queries;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Collector.Dashboard.Live;

/// <summary>Looks at the database now and then for all open pages at once, and remembers how fast things went.</summary>
sealed class Pulse(Board board, Runs runs, Accounts accounts, TimeProvider clock, ILogger<Pulse> logger) : BackgroundService
{
    static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);
    static readonly TimeSpan Watched = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Alone = TimeSpan.FromSeconds(15);
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    readonly Dictionary<int, Pace> paces = [];
    readonly Pace whole = new();
    readonly Wake wake = new();
    readonly SemaphoreSlim turn = new(1);
    readonly Queue<Sample> samples = new();

    /// <summary>Null until the first look.</summary>
    public IReadOnlyList<ChannelView>? Channels { get; private set; }

    public IReadOnlyList<RemovedChannel> Removed { get; private set; } = [];

    public IReadOnlyList<Run> Runs { get; private set; } = [];

    public IReadOnlyList<Wait> Waits { get; private set; } = [];

    public IReadOnlyList<Sample> Samples { get; private set; } = [];

    /// <summary>How long all open ids will take at the pace of late; null when nothing moves, or nothing is left.</summary>
    public TimeSpan? Left { get; private set; }

    /// <summary>True while a page is open.</summary>
    public bool IsWatched => Changed is not null;

    /// <summary>Why nothing is new; null while all is well.</summary>
    public string? Problem { get; private set; }

    public event Action? Changed;

    /// <summary>Somebody waits for what has just been done, or has just come.</summary>
    public void LookNow() => wake.Up();

    /// <returns>The channels as they were at most a second ago.</returns>
    public Task<IReadOnlyList<ChannelView>> ChannelsAsync(CancellationToken cancellationToken) => LookAsync(Watched, cancellationToken);

    /// <summary>Looking must stay cheap, however much there is to look at. A look that was held up, or that failed, says nothing of what the next one costs.</summary>
    /// <param name="usual">The pause after a look that took no time.</param>
    internal static TimeSpan PauseAfter(TimeSpan look, TimeSpan usual, bool failed)
    {
        var cheap = 10 * look < Longest ? 10 * look : Longest;
        return !failed && cheap > usual ? cheap : usual;
    }

    public override void Dispose()
    {
        wake.Dispose();
        turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var began = clock.GetTimestamp();
            await TryLookAsync(stoppingToken);
            await wake.WaitAsync(PauseAfter(clock.GetElapsedTime(began), IsWatched ? Watched : Alone, failed: Problem is not null), stoppingToken);
        }
    }

    async Task TryLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(TimeSpan.Zero, cancellationToken);
            Problem = null;
        }
        catch (NpgsqlException away)
        {
            logger.LogDebug(away, "Nothing to show");
            Problem = away is PostgresException refused ? $"PostgreSQL answers: {refused.MessageText}" : "PostgreSQL cannot be reached. What you see may be old; it is tried again and again.";
        }
        catch (Exception failed)
        {
            if (cancellationToken.IsCancellationRequested)
                return;
            logger.LogError(failed, "Looking at the database failed");
            Problem = $"Looking at the database failed: {failed.Message} What you see may be old; it is tried again and again.";
        }

        Changed?.Invoke();
    }

    async Task<IReadOnlyList<ChannelView>> LookAsync(TimeSpan fresh, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (Channels is not null && samples.LastOrDefault() is { } last && clock.GetUtcNow() - last.At < fresh)
                return Channels;

            var channels = await board.ReadAsync(cancellationToken);
            Removed = await board.RemovedAsync(cancellationToken);
            Runs = await runs.ReadAsync(cancellationToken);
            Waits = await accounts.WaitsAsync(cancellationToken);
            var now = clock.GetUtcNow();
            Channels = [.. channels.Select(channel => View(channel.Progress, channel.Spans, now))];
            foreach (var gone in paces.Keys.Except(channels.Select(channel => channel.Progress.Id)).ToList())
                paces.Remove(gone);
            (_, Left) = whole.Observe(now, 0, Channels.Where(channel => channel.Progress.Active).Sum(channel => channel.Progress.Open));
            Remember(now, Channels.Sum(channel => (long)channel.Progress.Messages), Channels.Sum(channel => (long)channel.Progress.ImagesStored), Channels.Sum(channel => channel.Progress.ImageBytes));
            return Channels;
        }
        finally
        {
            turn.Release();
        }
    }

    ChannelView View(ChannelProgress progress, ChannelSpans spans, DateTimeOffset now)
    {
        if (!paces.TryGetValue(progress.Id, out var pace))
            paces.Add(progress.Id, pace = new());
        var (rate, left) = pace.Observe(now, progress.Messages, progress.Open);
        return new(progress, spans, rate, left);
    }

    void Remember(DateTimeOffset now, long messages, long images, long bytes)
    {
        var last = samples.LastOrDefault();
        var seconds = last is null ? 0 : (now - last.At).TotalSeconds;
        samples.Enqueue(new(now, messages, images, bytes, PerSecond(last?.Messages, messages), PerSecond(last?.Images, images), PerSecond(last?.Bytes, bytes)));
        while (now - samples.Peek().At > Remembered)
            samples.Dequeue();
        Samples = [.. samples];

        double PerSecond(long? before, long after) => before is null || seconds <= 0 ? 0 : Math.Max(0, (after - before.Value) / seconds);
    }
}
