using Collector.Scheduler;
using Collector.Sources;

namespace Collector.Dashboard;

/// <summary>Adds the channels of a list, once. One that cannot be added holds up no other.</summary>
/// <param name="text">As that of <see cref="Additions.Split"/>.</param>
sealed class ListedAdditions(Additions additions, string text)
{
    readonly Queue<string> left = new(Additions.Split(text));
    readonly List<(string Text, string Error)> wrong = [];

    public List<ChannelRow> Added { get; } = [];

    /// <summary>What is not added: it names no channel, or was not reached.</summary>
    public string Left => string.Join('\n', [.. wrong.Select(one => one.Text), .. left]);

    /// <summary>What names no channel, and what to do about it, a line for each; null when nothing is wrong.</summary>
    public string? Problem => wrong switch
    {
        [] => null,
        [var only] => only.Error,
        _ => string.Join('\n', wrong.Select(one => $"{one.Text}: {one.Error}")),
    };

    /// <param name="choose">As that of <see cref="Additions.AddAsync"/>.</param>
    public async Task AddAsync(Func<NewChannel, NewChannel> choose, CancellationToken cancellationToken)
    {
        for (; left.TryPeek(out var name); left.Dequeue())
            try
            {
                Added.AddRange(await additions.AddAsync(name, choose, cancellationToken));
            }
            catch (SourceException failure)
            {
                wrong.Add((name, failure.Message));
            }
    }
}
