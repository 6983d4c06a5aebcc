namespace Collector.Telegram.Governing;

static class Times
{
    public static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    public static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    public static double SecondsTo(this DateTimeOffset from, DateTimeOffset to) => (to - from).TotalSeconds;
}
