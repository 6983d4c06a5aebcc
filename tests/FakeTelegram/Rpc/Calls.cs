using TL;

namespace Collector.FakeTelegram.Rpc;

/// <summary>Every call goes through here: faults first, then the method itself.</summary>
sealed class Calls(Engine engine)
{
    readonly Methods methods = new(engine);

    /// <returns>The method's result or an <see cref="RpcError"/>.</returns>
    public object Answer(Call call)
    {
        using var entry = engine.Statistics.Begin(call);
        var result = Result(call);
        if (result is RpcError error)
            entry.Outcome = error.error_message;
        return result;
    }

    object Result(Call call)
    {
        try
        {
            if (call.Key.Refusal is var (code, error))
                throw new RpcErrorException(code, error);
            call.Key.IsInitialized |= call.IsIntroduction;
            if (!call.Key.IsInitialized)
                throw RpcErrorException.Bad("CONNECTION_NOT_INITED");
            return methods.Answer(call);
        }
        catch (RpcErrorException e)
        {
            return e.Error;
        }
    }
}
