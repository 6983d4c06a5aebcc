using Collector.FakeTelegram.Rpc;
using TL;

namespace Collector.FakeTelegram.Trouble;

/// <summary>What the next calls are answered with.</summary>
sealed class Failure(Scope scope, IObject answer, int times)
{
    int left = times;

    public IObject Answer => answer;

    public bool Takes(Call call) => scope.Has(call) && Interlocked.Decrement(ref left) >= 0;
}
