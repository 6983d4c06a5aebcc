using Collector.Cli.Running;
using Collector.Scheduler;

namespace Collector.Cli.Tests;

public sealed class InputsTests
{
    [Fact]
    public void ExportsOfOneChannelAreCollectedOneAfterTheOther()
    {
        var inputs = new Inputs([Export("a", 1), Export("b", 2), Export("c", 1), Export("d", null), Export("e", 1), Export("c", 1), Export("f", null)], []);

        Assert.Equal(["a b d f", "c", "e"], inputs.Rounds().Select(round => string.Join(' ', round.Select(channel => channel.Address))));
    }

    static NewChannel Export(string address, long? telegramId) => new("export", address, null, "title", "channel", telegramId, null);
}
