namespace Collector.FakeTelegram.Trouble;

/// <summary>Ends something, once.</summary>
sealed class Until(Action end) : IDisposable
{
    Action? left = end;

    public void Dispose() => Interlocked.Exchange(ref left, null)?.Invoke();
}
