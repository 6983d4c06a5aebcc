using System.Diagnostics;
using System.Runtime.CompilerServices;
using Xunit;

namespace Collector.Testing;

/// <summary>Waits for what other threads, processes and servers bring about.</summary>
public static class Eventually
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <exception cref="TimeoutException">It did not become true in time (a minute when none is given).</exception>
    public static Task TrueAsync(Func<Task<bool>> condition, TimeSpan? timeout = null, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        EqualAsync(true, condition, timeout, what);

    /// <inheritdoc cref="TrueAsync(Func{Task{bool}}, TimeSpan?, string)"/>
    public static Task TrueAsync(Func<bool> condition, TimeSpan? timeout = null, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        EqualAsync(true, () => Task.FromResult(condition()), timeout, what);

    /// <exception cref="TimeoutException">It did not become equal in time; the message has the last value.</exception>
    public static async Task EqualAsync<T>(T expected, Func<Task<T>> actual, TimeSpan? timeout = null, [CallerArgumentExpression(nameof(actual))] string what = "")
    {
        var patience = timeout ?? Patience;
        var waited = Stopwatch.StartNew();
        for (var last = await actual(); !EqualityComparer<T>.Default.Equals(last, expected); last = await actual())
        {
            if (waited.Elapsed > patience)
                throw new TimeoutException($"Still {last}, not {expected}, after {patience.TotalSeconds:0} s: {what}");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }
}
