namespace Collector.Telegram.Tests;

public sealed class LiveTelegramTests
{
    [Fact]
    public void ThePackageIsTheVersionThatTheTrapsWereSeenIn() => Assert.Equal(new(4, 4, 7, 0), typeof(WTelegram.Client).Assembly.GetName().Version);
}
