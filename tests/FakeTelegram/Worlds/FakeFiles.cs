using System.Collections.Concurrent;

namespace Collector.FakeTelegram.Worlds;

/// <summary>All files. Those of invented messages are invented, too: their ids tell which message they belong to.</summary>
sealed class FakeFiles(World world)
{
    const int MessageBits = 31;
    const long Invented = 1L << 62;

    readonly ConcurrentDictionary<long, FakeFile> files = [];

    public static long InventedId(long chat, int message) => Invented | (chat << MessageBits) | (uint)message;

    public FakeFile? Find(long id)
    {
        if (files.TryGetValue(id, out var file))
            return file;
        const long mask = (1L << MessageBits) - 1;
        return (id & Invented) != 0 && world.Chat((id >> MessageBits) & mask) is { } chat ? chat.InventedFile((int)(id & mask)) : null;
    }

    public FakeFile Add(Func<long, FakeFile> create)
    {
        var file = create(Noise.Mix(world.Seed, files.Count + 1) & (Invented - 1));
        files[file.Id] = file;
        return file;
    }
}
