using Collector.Telegram.Mapping;
using TL;

namespace Collector.Telegram.Tests;

static class Pages
{
    public static MappingContext Context(bool keepRaw = true, ImageChoice? images = null) => new(
        new Dictionary<long, User> { [8] = new() { id = 8, username = "gif" }, [9] = new() { id = 9, first_name = "Ann", last_name = "Lee" } },
        new Dictionary<long, ChatBase> { [5] = new Channel { id = 5, title = "News" }, [6] = new Channel { id = 6, title = "Source" } },
        keepRaw)
    {
        Images = images ?? new(),
    };
}
