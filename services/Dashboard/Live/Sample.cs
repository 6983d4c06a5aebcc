namespace Collector.Dashboard.Live;

/// <summary>The sums of all channels at one moment, and per second since the sample before.</summary>
public sealed record Sample(DateTimeOffset At, long Messages, long Images, long Bytes, double MessageRate, double ImageRate, double ByteRate);
