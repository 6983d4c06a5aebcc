namespace Collector.Telegram.Governing;

/// <summary>How the calls of an account are governed.</summary>
public sealed record GateOptions
{
    /// <summary>A flood wait up to this long holds the call; a longer one ends it with <see cref="AccountWaitException"/>.</summary>
    public TimeSpan HoldAtMost { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Calls under way at once, per class, data center and process.</summary>
    public int MaxConcurrency { get; init; } = 16;

    /// <summary>Callers who keep so many calls under way: some of them are busy with what a call answered.</summary>
    public int MaxCallers => MaxConcurrency + (MaxConcurrency / 4);

    /// <summary>The same for files, which lie in five data centers, most of them in two or three.</summary>
    public int MaxFileCallers => 3 * MaxCallers;
}
