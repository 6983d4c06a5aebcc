using System.Text.Json.Serialization;

namespace Collector.Telegram.Governing;

/// <summary>What is known of the rate at which Telegram answers one class of an account's calls. Values alone: all processes of the account share them.</summary>
sealed record Learned
{
    /// <summary>Where a call a minute is too much, the floods are simply waited out.</summary>
    public const double Slowest = 1 / 60.0;

    /// <summary>Calls per second; null while no limit was met.</summary>
    [JsonIgnore]
    public double? Rate { get; init; }

    /// <summary>Nobody calls before.</summary>
    [JsonIgnore]
    public DateTimeOffset BlockedUntil { get; init; }

    /// <summary>Calls answered, ever.</summary>
    [JsonIgnore]
    public long Answered { get; init; }

    /// <summary>Flood waits, ever.</summary>
    [JsonIgnore]
    public int Floods { get; init; }

    public Stage Stage { get; init; }

    /// <summary>The flood that is being waited out.</summary>
    public Flood? Flood { get; init; }

    public DateTimeOffset NextLook { get; init; }

    /// <summary>The first flood of what is being learned.</summary>
    public DateTimeOffset Began { get; init; }

    /// <summary>Since the last flood.</summary>
    public Mark Cycle { get; init; }

    /// <summary>Since the first flood of what is being learned.</summary>
    public Mark All { get; init; }

    /// <summary>Calls of the cycle before.</summary>
    public long Before { get; init; }

    /// <summary>Cycles too short to tell anything that are counted as one.</summary>
    public int Short { get; init; }

    /// <summary>Floods that came soon after another.</summary>
    public int Soon { get; init; }

    /// <summary>Telegram's window in whole seconds; null when its waits show none, as those of a bucket.</summary>
    public double? Window { get; init; }

    /// <summary>The rate that is surely allowed, while it is narrowed down.</summary>
    public double Low { get; init; }

    /// <summary>Since when the present rate is watched.</summary>
    public DateTimeOffset WatchedFrom { get; init; }

    public long WatchedAnswered { get; init; }

    /// <summary>The last proven rate, while a faster one is tried.</summary>
    public double? Base { get; init; }

    /// <summary>By which part of the rate the next probe is faster.</summary>
    public double Step { get; init; } = Growth.FirstStep;

    public TimeSpan ProbeEvery { get; init; } = Growth.FirstInterval;

    /// <summary>When the learner has something to decide.</summary>
    [JsonIgnore]
    public DateTimeOffset Due => Flood is null ? NextLook : BlockedUntil;

    /// <summary>Whether callers wanted what the rate gives: what nobody asks for proves nothing.</summary>
    public bool IsWanted(DateTimeOffset now) => Answered - WatchedAnswered >= 0.8 * Rate * WatchedFrom.SecondsTo(now);

    public Learned Watched(DateTimeOffset now, TimeSpan length) =>
        this with { WatchedFrom = now, WatchedAnswered = Answered, NextLook = now + length };

    public Learned Settled(double rate, DateTimeOffset now) =>
        (this with { Stage = Stage.Settled, Rate = Math.Max(rate, Slowest), Base = null }).Watched(now, ProbeEvery);
}
