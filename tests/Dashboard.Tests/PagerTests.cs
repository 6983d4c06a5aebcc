using Collector.Dashboard.Live;
using Npgsql;

namespace Collector.Dashboard.Tests;

public sealed class PagerTests : IDisposable
{
    readonly Pager<string> pager = new(2, "It could not be read");
    readonly List<(string? After, TaskCompletionSource<IReadOnlyList<string>> Answer, CancellationToken Cancelled)> reads = [];

    public void Dispose() => pager.Dispose();

    [Fact]
    public async Task ASlowAnswerDoesNotReplaceANewerOne()
    {
        var first = pager.ResetAsync(Read);
        var second = pager.ResetAsync(Read);
        Assert.True(reads[0].Cancelled.IsCancellationRequested);

        reads[1].Answer.SetResult(["new"]);
        await second;
        reads[0].Answer.SetResult(["old", "older"]);
        await first;

        Assert.Equal(["new"], pager.Items);
        Assert.False(pager.HasMore);
        Assert.False(pager.IsBusy);
    }

    [Fact]
    public async Task APageOfAnEarlierListIsNotAppended()
    {
        await FirstPageAsync();
        var next = pager.NextAsync();
        var reset = pager.ResetAsync(Read);
        reads[1].Answer.SetResult(["c", "d"]);
        await next;
        Assert.True(pager.IsBusy);
        Assert.Null(pager.Items);

        reads[2].Answer.SetResult(["x", "y"]);
        await reset;

        Assert.Equal(["x", "y"], pager.Items);
    }

    [Fact]
    public async Task TheNextPageIsReadOnceHoweverOftenItIsAskedFor()
    {
        await FirstPageAsync();

        var next = pager.NextAsync();
        await pager.NextAsync();
        await pager.RefreshAsync();
        reads[1].Answer.SetResult(["c"]);
        await next;
        await pager.RefreshAsync();

        Assert.Equal([null, "b"], reads.Select(read => read.After));
        Assert.Equal(["a", "b", "c"], pager.Items);
        Assert.False(pager.HasMore);
    }

    [Fact]
    public async Task APageThatCannotBeReadIsExplainedAndTriedAgain()
    {
        await FirstPageAsync();
        var failing = pager.NextAsync();
        reads[1].Answer.SetException(new NpgsqlException("The server is away"));
        await failing;
        Assert.Equal("It could not be read: The server is away", pager.Problem);
        Assert.Equal(["a", "b"], pager.Items);

        var again = pager.NextAsync();
        reads[2].Answer.SetResult(["c"]);
        await again;

        Assert.Null(pager.Problem);
        Assert.Equal(["a", "b", "c"], pager.Items);
    }

    async Task FirstPageAsync()
    {
        var first = pager.ResetAsync(Read);
        reads[0].Answer.SetResult(["a", "b"]);
        await first;
    }

    Task<IReadOnlyList<string>> Read(string? after, int limit, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<IReadOnlyList<string>>();
        reads.Add((after, answer, cancellationToken));
        return answer.Task;
    }
}
