using Collector.FakeTelegram.Mtproto;
using Collector.FakeTelegram.Worlds;
using TL;
using TL.Methods;

namespace Collector.FakeTelegram.Rpc;

/// <summary>A method that a client calls, without the ones it is wrapped in.</summary>
sealed class Call
{
    public Call(IObject? query, AuthKey key, DataCenter dc)
    {
        (Key, Dc) = (key, dc);
        while (Unwrap(query) is { } inner)
            query = inner;
        Query = query;
        Method = MethodNames.Of(query);
    }

    public AuthKey Key { get; }

    public DataCenter Dc { get; }

    /// <summary>Null when it could not be read.</summary>
    public IObject? Query { get; }

    public string Method { get; }

    public long? Takeout { get; private set; }

    public bool IsIntroduction { get; private set; }

    /// <exception cref="RpcErrorException">Nobody has signed in.</exception>
    public FakeAccount Account => Key.Account ?? throw new RpcErrorException(401, Key.SignedOut);

    IObject? Unwrap(IObject? query)
    {
        switch (query)
        {
            case InvokeWithLayer<object> wrapper:
                return wrapper.query;
            case InitConnection<object> wrapper:
                IsIntroduction = true;
                return wrapper.query;
            case InvokeWithoutUpdates<object> wrapper:
                return wrapper.query;
            case InvokeWithTakeout<object> wrapper:
                Takeout = wrapper.takeout_id;
                return wrapper.query;
            case BoolMethod wrapper:
                return wrapper.query;
            default:
                return null;
        }
    }
}
