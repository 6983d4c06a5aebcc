using System.Collections.Immutable;
using Collector.FakeTelegram.Mtproto;
using Collector.FakeTelegram.Rpc;
using Collector.FakeTelegram.Worlds;
using TL;

namespace Collector.FakeTelegram.Trouble;

/// <summary>What goes wrong. What a method returns is disposed of to end it; a method or an account that is not named means all.</summary>
public sealed class Faults
{
    readonly Engine engine;
    ImmutableList<Failure> failures = [];
    ImmutableList<FloodLimit> limits = [];
    ImmutableList<(Scope Scope, TimeSpan Latency)> latencies = [];
    int spoiledKeyExchanges;

    internal Faults(Engine engine) => this.engine = engine;

    /// <summary>Answers of at least so many bytes are compressed; null for none.</summary>
    public int? GzipFrom { get; set; }

    /// <summary>A key that is in two places at once is dead for good: AUTH_KEY_DUPLICATED.</summary>
    public bool KillsDuplicatedKeys { get; set; }

    /// <summary>TAKEOUT_INIT_DELAY_X, until so much time has passed since an account first asked; null for none, or when the owner allows it.</summary>
    public TimeSpan? TakeoutDelay { get; set; }

    /// <summary>How far the server's clock is ahead.</summary>
    public TimeSpan ClockSkew
    {
        get => engine.Clock.Skew;
        set => engine.Clock.Skew = value;
    }

    /// <summary>Null when references to files are good for ever.</summary>
    public TimeSpan? FileReferenceLifetime
    {
        get => engine.FileReferences.Lifetime;
        set => engine.FileReferences.Lifetime = value;
    }

    /// <summary>The next calls are answered by an error: <c>Fail(500, "INTERDC_2_CALL_ERROR")</c>.</summary>
    public IDisposable Fail(int code, string error, string? method = null, FakeAccount? account = null, int times = 1) =>
        Answer(new(method, account), new RpcError { error_code = code, error_message = error }, times);

    /// <summary>The next calls are answered by a type that clients do not know.</summary>
    public IDisposable Baffle(string method, int times = 1) => Answer(new(method, null), new FutureType(), times);

    Until Answer(Scope scope, IObject answer, int times)
    {
        var failure = new Failure(scope, answer, times);
        ImmutableInterlocked.Update(ref failures, (list, it) => list.Add(it), failure);
        return new Until(() => ImmutableInterlocked.Update(ref failures, (list, it) => list.Remove(it), failure));
    }

    /// <summary>Calls beyond the budget are answered by how many seconds to wait. Refused calls use none of it.</summary>
    /// <param name="inTakeout">Only calls inside of an export, or only those outside.</param>
    /// <param name="error">FLOOD_PREMIUM_WAIT is another.</param>
    public FloodLimit Limit(
        string method,
        int calls,
        TimeSpan window,
        FloodPolicy policy = FloodPolicy.FixedWindow,
        FakeAccount? account = null,
        bool? inTakeout = null,
        string error = "FLOOD_WAIT")
    {
        var limit = new FloodLimit(new(method, account, inTakeout), calls, window, policy, error, it => ImmutableInterlocked.Update(ref limits, list => list.Remove(it)));
        ImmutableInterlocked.Update(ref limits, list => list.Add(limit));
        return limit;
    }

    /// <summary>Every call takes so long, without holding up others.</summary>
    public IDisposable Delay(TimeSpan latency, string? method = null, FakeAccount? account = null)
    {
        var delay = (new Scope(method, account), latency);
        ImmutableInterlocked.Update(ref latencies, list => list.Add(delay));
        return new Until(() => ImmutableInterlocked.Update(ref latencies, list => list.Remove(delay)));
    }

    /// <summary>Closes the connections that are open now.</summary>
    /// <param name="reset">By RST, not by FIN.</param>
    public void Drop(bool reset = false, FakeAccount? account = null, int? dc = null)
    {
        foreach (var connection in DataCenters(dc).SelectMany(dataCenter => dataCenter.Connections))
            if (account is null || connection.Key?.Account == account)
                connection.Close(reset);
    }

    /// <summary>Connections stay open, but nothing is answered any more; calls that came meanwhile never are.</summary>
    public IDisposable Stall(int? dc = null)
    {
        SetStalled(true);
        return new Until(() => SetStalled(false));

        void SetStalled(bool isStalled)
        {
            foreach (var dataCenter in DataCenters(dc))
                dataCenter.IsStalled = isStalled;
        }
    }

    /// <summary>New connections are refused; those that are open stay.</summary>
    public IDisposable Refuse(int? dc = null)
    {
        foreach (var dataCenter in DataCenters(dc))
            dataCenter.Refuse();
        return new Until(() =>
        {
            foreach (var dataCenter in DataCenters(dc))
                dataCenter.Open();
        });
    }

    /// <summary>As if the server were down: back on the same ports, with the same keys, when it ends.</summary>
    public IDisposable GoAway(int? dc = null)
    {
        var refusing = Refuse(dc);
        Drop(dc: dc);
        return refusing;
    }

    public void ExpireFileReferences() => engine.FileReferences.ExpireAll();

    /// <summary>Another export has begun: TAKEOUT_INVALID.</summary>
    public void EndTakeouts() => engine.Calls.Takeouts.EndAll();

    /// <summary>The salts that clients know are wrong from now on.</summary>
    public void ChangeSalts()
    {
        foreach (var (_, key) in Keys(null))
            key.Salts.Change(engine.Clock.Now);
    }

    /// <summary>The owner has ended the sessions: SESSION_REVOKED.</summary>
    public void Revoke(FakeAccount account)
    {
        foreach (var (_, key) in Keys(account))
            (key.Account, key.SignedOut) = (null, "SESSION_REVOKED");
    }

    /// <summary>The server does not know the keys any more: transport error 404.</summary>
    public void ForgetKeys(FakeAccount? account = null, int? dc = null)
    {
        foreach (var (dataCenter, key) in Keys(account))
            if (dc is null || dataCenter.Id == dc)
                dataCenter.Forget(key);
    }

    /// <summary>The next exchanges of keys end in a wrong hash, as one in 256 does with Telegram.</summary>
    public void SpoilKeyExchange(int times = 1) => Volatile.Write(ref spoiledKeyExchanges, times);

    internal bool SpoilsKeyExchange() => Volatile.Read(ref spoiledKeyExchanges) > 0 && Interlocked.Decrement(ref spoiledKeyExchanges) >= 0;

    /// <returns>Null when nothing is wrong with the call.</returns>
    internal IObject? AnswerOf(Call call)
    {
        if (failures.Find(failure => failure.Takes(call)) is { } failure)
            return failure.Answer;
        var now = engine.Clock.Now;
        foreach (var limit in limits)
            limit.Check(call, now);
        return null;
    }

    internal TimeSpan LatencyOf(Call call)
    {
        var sum = TimeSpan.Zero;
        foreach (var (scope, latency) in latencies)
            if (scope.Has(call))
                sum += latency;
        return sum;
    }

    IEnumerable<DataCenter> DataCenters(int? id) => engine.DataCenters.Where(dataCenter => id is null || dataCenter.Id == id);

    IEnumerable<(DataCenter DataCenter, AuthKey Key)> Keys(FakeAccount? account) => DataCenters(null)
        .SelectMany(dataCenter => dataCenter.Keys, (dataCenter, key) => (dataCenter, key))
        .Where(known => account is null || known.key.Account == account);
}
