using NpgsqlTypes;

namespace Collector.Scheduler;

/// <summary>What one channel still needs, as <see cref="Gaps"/> reads it.</summary>
sealed record Gap
{
    public int ChannelId { get; init; }

    public int Sweep { get; init; }

    /// <summary>True for Telegram: an account reads it, in pages of 100.</summary>
    public bool ByAccount { get; init; }

    /// <summary>The accounts alive that can read it, busy ones too; <see cref="Pool.NoAccount"/> when it needs none.</summary>
    public int[] Able { get; init; } = [];

    /// <summary>The lowest id that each of them may see: what came before a member may be hidden from it.</summary>
    public int[] Firsts { get; init; } = [];

    /// <summary>Accounts alive that might, and whose look-ups need not wait; empty while the channel is being looked at.</summary>
    public int[] Untried { get; init; } = [];

    /// <summary>As <see cref="Untried"/>, also while one of them looks.</summary>
    public int[] Hopeful { get; init; } = [];

    /// <summary>Missing ids, newest first; only the newest pieces when there are very many.</summary>
    public NpgsqlRange<int>[] Missing { get; init; } = [];

    /// <summary>Spans of the channel that are outstanding, parked, or wait for their images.</summary>
    public NpgsqlRange<int>[] Taken { get; init; } = [];

    /// <summary>How many of them are being read.</summary>
    public int InFlight { get; init; }

    /// <summary>How many ids are missing in all.</summary>
    public long MissingIds { get; init; }

    /// <summary>Messages per id in what is known of the channel; when nothing is, as its source counts them, else 1.</summary>
    public double Density { get; init; }

    public int[] AbleToRead(IdSpan span) => [.. Able.Where((_, number) => Firsts[number] <= span.First)];
}
