namespace Collector.Telegram.Accounts;

/// <summary>How long a session is leased, <c>Lease__…</c>. The defaults fit; tests shorten them.</summary>
public sealed record LeaseOptions
{
    /// <summary>From the renewal until another process may lease the session.</summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>The holder stops this long before its lease can run out; longer than the 75 s after which Telegram drops a silent connection, so that a stopped process has lost its own before a successor starts.</summary>
    public TimeSpan Margin { get; init; } = TimeSpan.FromSeconds(80);
}
