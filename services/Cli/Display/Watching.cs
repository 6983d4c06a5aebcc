using Npgsql;
using Spectre.Console;
using Spectre.Console.Rendering;
using Progress = Collector.Queries.Progress;

namespace Collector.Cli.Display;

/// <summary>Shows the channels while they are collected: drawn on a terminal, a line now and then elsewhere.</summary>
/// <param name="say">Writes such a line.</param>
sealed class Watching(Shell shell, Progress progress, Pace pace, TimeProvider clock, Action<string> say)
{
    static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(300);
    static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    IReadOnlyList<ProgressRow> rows = [];
    TimeSpan pause = Frame;

    /// <summary>Watches until the condition holds or the token ends it.</summary>
    /// <param name="channels">The channels to show; null for all.</param>
    /// <returns>The last thing seen.</returns>
    public async Task<IReadOnlyList<ProgressRow>> UntilAsync(IReadOnlyCollection<int>? channels, Func<IReadOnlyList<ProgressRow>, bool> condition, CancellationToken cancellationToken)
    {
        if (shell.Live)
            await shell.Out.Live(Display()).AutoClear(true).StartAsync(async display =>
            {
                while (!await LookAsync(channels, condition, cancellationToken))
                {
                    display.UpdateTarget(Display());
                    await PauseAsync(cancellationToken);
                }
            });
        else
            await LinesAsync(channels, condition, cancellationToken);
        return rows;
    }

    IRenderable Display() => ProgressTable.Render(rows, pace.Elapsed, shell.Out.Profile.Width, shell.Out.Profile.Height);

    async Task LinesAsync(IReadOnlyCollection<int>? channels, Func<IReadOnlyList<ProgressRow>, bool> condition, CancellationToken cancellationToken)
    {
        var said = clock.GetTimestamp();
        var last = "";
        while (!await LookAsync(channels, condition, cancellationToken))
        {
            if (clock.GetElapsedTime(said) >= BetweenLines && ProgressLine.Of(rows) is var line && line != last)
            {
                say(last = line);
                said = clock.GetTimestamp();
            }

            await PauseAsync(cancellationToken);
        }
    }

    // Looking must stay cheap whatever the number of channels and images.
    async Task<bool> LookAsync(IReadOnlyCollection<int>? channels, Func<IReadOnlyList<ProgressRow>, bool> condition, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return true;

        var began = clock.GetTimestamp();
        try
        {
            rows = pace.Observe(await progress.ReadAsync(channels, CancellationToken.None));
        }
        catch (NpgsqlException away) when (away.IsTransient)
        {
            // What was seen last stays.
            return false;
        }

        pause = TimeSpan.FromTicks(Math.Max(Frame.Ticks, 10 * clock.GetElapsedTime(began).Ticks));
        return condition(rows);
    }

    async Task PauseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(pause, clock, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The run ends; what was seen last is its result.
        }
    }
}
