namespace Collector.FakeTelegram.Worlds;

public enum ChatKind
{
    Channel,
    Supergroup,
    BasicGroup,
}
