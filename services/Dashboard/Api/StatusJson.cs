namespace Collector.Dashboard.Api;

/// <summary>All channels at once.</summary>
/// <param name="Complete">True when every id of every channel is known.</param>
sealed record StatusJson(
    int Channels, bool Complete, bool Working, long Collected, long Total, long Messages, long ImagesStored, long ImagesWanted, long ImagesFailed, long ImageBytes,
    double MessagesPerSecond, double ImagesPerSecond, double BytesPerSecond, double? SecondsLeft, int Outstanding, int Parked);
