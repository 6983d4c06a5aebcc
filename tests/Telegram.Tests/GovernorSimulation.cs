using Collector.Telegram.Governing;

namespace Collector.Telegram.Tests;

/// <summary>The learner, 16 callers and a simulated Telegram, in simulated time; the same for the same seed.</summary>
sealed class GovernorSimulation(int seed)
{
    const int Callers = 16;

    readonly Random random = new(seed);
    readonly PriorityQueue<Action, (double At, long Order)> events = new();
    readonly Queue<bool> line = new();
    readonly List<double> admitted = [];
    readonly List<double> floods = [];
    long order;
    double now;
    double nextSlot;
    double? demand;
    int underWay;
    int single;
    bool serving;

    public required GovernorLimit Limit { get; set; }

    /// <summary>Between sending and the answer; Telegram counts the call half-way.</summary>
    public (double From, double To) Latency { get; init; } = (0.05, 0.5);

    /// <summary>Calls that nobody repeats, so many seconds before the callers begin.</summary>
    public IReadOnlyList<double> Prelude { get; init; } = [];

    public Action<string>? Trace { get; init; }

    public Learned Learned { get; private set; } = new();

    public IReadOnlyList<double> Floods => floods;

    DateTimeOffset Clock => Time(now);

    public void Run(double until)
    {
        if (order == 0)
            Begin();
        while (events.TryPeek(out _, out var next) && next.At < until)
        {
            var happens = events.Dequeue();
            now = next.At;
            happens();
        }

        now = until;
    }

    /// <summary>From now on no more than so many calls per second are wanted.</summary>
    public void Want(double perSecond)
    {
        demand = perSecond;
        At(now, WantNowAndThen);
    }

    public int Admitted(double from, double to) => admitted.Count(at => at >= from && at < to);

    public int FloodsIn(double from, double to) => floods.Count(at => at >= from && at < to);

    void Begin()
    {
        var first = random.NextDouble() + Prelude.DefaultIfEmpty().Max();
        foreach (var before in Prelude)
            At(first - before, () =>
            {
                single++;
                Want();
            });
        for (var i = 0; i < Callers; i++)
            At(first, Want);
    }

    void WantNowAndThen()
    {
        Want();
        At(now - Math.Log(1 - random.NextDouble()) / demand!.Value, WantNowAndThen);
    }

    void Want()
    {
        line.Enqueue(true);
        Serve();
    }

    void Serve()
    {
        if (serving)
            return;
        serving = true;
        Next();
    }

    void Next()
    {
        if (line.Count == 0 || underWay == Callers)
        {
            serving = false;
            return;
        }

        var blocked = Seconds(Learned.BlockedUntil);
        if (now < blocked)
        {
            At(blocked + random.NextDouble() * 0.01, Next);
            return;
        }

        Look();
        var slot = Math.Max(nextSlot, now);
        nextSlot = Learned.Rate is { } rate ? slot + 1 / rate : now;
        At(slot, () =>
        {
            if (now >= Seconds(Learned.BlockedUntil))
                Send();
            Next();
        });
    }

    void Look()
    {
        if (Clock < Learned.Due)
            return;
        var before = Learned;
        Learned = Learner.Look(before, Clock);
        if (before.Rate != Learned.Rate || before.Stage != Learned.Stage)
            Trace?.Invoke($"{now,8:0.00} {Learned.Stage} {before.Rate:0.000} -> {Learned.Rate:0.000}, window {Learned.Window}, low {Learned.Low:0.000}");
    }

    void Send()
    {
        line.Dequeue();
        underWay++;
        var sent = now;
        var latency = Latency.From + (Latency.To - Latency.From) * random.NextDouble();
        At(sent + latency / 2, () =>
        {
            var wait = Limit.Refuse(Clock);
            if (wait is null)
                admitted.Add(now);
            At(sent + latency, () => End(sent, wait));
        });
    }

    void End(double sent, TimeSpan? wait)
    {
        underWay--;
        if (wait is { } asked)
        {
            Refused(sent, asked);
            line.Enqueue(true);
        }
        else
        {
            Learned = Learned with { Answered = Learned.Answered + 1 };
            if (single > 0)
                single--;
            else if (demand is null)
                line.Enqueue(true);
        }

        Serve();
    }

    void Refused(double sent, TimeSpan wait)
    {
        var before = Learned;
        Learned = Learner.Refused(before, Time(sent), Clock, wait);
        if (before.Floods == Learned.Floods)
            return;
        floods.Add(now);
        Trace?.Invoke($"{now,8:0.00} flood wait of {wait.TotalSeconds} s at {before.Rate:0.000}");
    }

    void At(double at, Action happens) => events.Enqueue(happens, (at, order++));

    static DateTimeOffset Time(double seconds) => DateTimeOffset.UnixEpoch.AddDays(20_000).AddSeconds(seconds);

    static double Seconds(DateTimeOffset time) => (time - Time(0)).TotalSeconds;
}
