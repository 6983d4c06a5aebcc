using Collector.FakeTelegram.Rpc;

namespace Collector.FakeTelegram.Trouble;

/// <summary>An error for the next calls.</summary>
sealed class Failure(Scope scope, int code, string error, int times)
{
    int left = times;

    public void Check(Call call)
    {
        if (scope.Has(call) && Interlocked.Decrement(ref left) >= 0)
            throw new RpcErrorException(code, error);
    }
}
