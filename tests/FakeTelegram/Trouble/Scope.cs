using Collector.FakeTelegram.Rpc;
using Collector.FakeTelegram.Worlds;

namespace Collector.FakeTelegram.Trouble;

/// <summary>Which calls are meant; null for all.</summary>
sealed record Scope(string? Method, FakeAccount? Account, bool? InTakeout = null)
{
    public bool Has(Call call) => (Method is null || Method == call.Method)
        && (Account is null || Account == call.Key.Account)
        && (InTakeout is null || InTakeout == call.Takeout is not null);
}
