namespace Collector.FakeTelegram;

public sealed record FakeTelegramOptions
{
    /// <summary>How many there are, from 1.</summary>
    public int DataCenters { get; init; } = 5;

    /// <summary>The first of two for each data center; 0 takes free ones.</summary>
    public int Port { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
