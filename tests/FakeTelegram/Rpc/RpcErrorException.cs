using TL;

namespace Collector.FakeTelegram.Rpc;

/// <summary>Ends a call with an error for the client.</summary>
sealed class RpcErrorException(int code, string error) : Exception(error)
{
    public RpcError Error { get; } = new() { error_code = code, error_message = error };

    public static RpcErrorException Bad(string error) => new(400, error);
}
