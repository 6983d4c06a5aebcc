namespace Collector.Media.Tests;

public sealed record ImageRow
{
    public required string State { get; init; }

    public string? Sha256 { get; init; }

    public string? Path { get; init; }

    public string? Mime { get; init; }

    public long? Bytes { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }

    public int Attempts { get; init; }

    public string? LastError { get; init; }

    public int ChannelId { get; init; }

    public int MessageId { get; init; }

    public string? Location { get; init; }

    public DateTime? WaitingSince { get; init; }
}
