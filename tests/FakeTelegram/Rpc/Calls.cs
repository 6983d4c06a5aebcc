using TL;

namespace Collector.FakeTelegram.Rpc;

/// <summary>Every call goes through here: faults first, then the method itself.</summary>
sealed class Calls(Engine engine)
{
    readonly Methods methods = new(engine);

    public TakeoutMethods Takeouts => methods.Takeouts;

    /// <returns>The method's result or an <see cref="RpcError"/>.</returns>
    public async Task<object> AnswerAsync(Call call, CancellationToken cancellationToken)
    {
        using var entry = engine.Statistics.Begin(call);
        var result = Result(call);
        if (result is RpcError error)
            entry.Outcome = error.error_message;
        if (engine.Faults.LatencyOf(call) is var latency && latency > TimeSpan.Zero)
            await Task.Delay(latency, engine.Time, cancellationToken);
        return result;
    }

    object Result(Call call)
    {
        try
        {
            if (call.Key.IsDuplicated)
                throw new RpcErrorException(406, "AUTH_KEY_DUPLICATED");
            call.Key.IsInitialized |= call.IsIntroduction;
            if (!call.Key.IsInitialized)
                throw RpcErrorException.Bad("CONNECTION_NOT_INITED");
            return engine.Faults.AnswerOf(call) ?? methods.Answer(call);
        }
        catch (RpcErrorException e)
        {
            return e.Error;
        }
        catch (Exception e)
        {
            // A mistake in here must show in the test that meets it, not hang it.
            return new RpcError { error_code = 500, error_message = $"FAKE_TELEGRAM_FAILED {e}" };
        }
    }
}
