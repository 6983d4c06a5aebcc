using Collector.FakeTelegram.Mtproto;
using Collector.FakeTelegram.Trouble;
using Collector.FakeTelegram.Worlds;

namespace Collector.FakeTelegram.Rpc;

/// <summary>What all connections share.</summary>
sealed class Engine
{
    public Engine(World world, FakeTelegramOptions options)
    {
        (World, Time) = (world, options.Time);
        Clock = new(Time);
        FileReferences = new(Clock);
        Faults = new(this);
        Statistics = new(Clock);
        Conflicts = new(Clock, Faults);
        Calls = new(this);
        DataCenters = [.. Enumerable.Range(1, options.DataCenters).Select(id => new DataCenter(id, options.Port == 0 ? 0 : options.Port + (2 * (id - 1)), this))];
    }

    public World World { get; }

    public TimeProvider Time { get; }

    public ServerKey ServerKey { get; } = ServerKey.Shared;

    public ServerClock Clock { get; }

    public FileReferences FileReferences { get; }

    public Faults Faults { get; }

    public Statistics Statistics { get; }

    public Conflicts Conflicts { get; }

    public Calls Calls { get; }

    public IReadOnlyList<DataCenter> DataCenters { get; }

    public DataCenter DataCenter(int id) => DataCenters[id - 1];
}
