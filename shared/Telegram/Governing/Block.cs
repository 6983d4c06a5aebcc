namespace Collector.Telegram.Governing;

/// <summary>Until when the account waits: by the database's clock for people, by the process's own for itself.</summary>
readonly record struct Block(DateTimeOffset Until, long Seen, TimeSpan Length)
{
    public TimeSpan Left(TimeProvider time) => Length - time.GetElapsedTime(Seen);
}
