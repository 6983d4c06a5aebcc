using Collector.FakeTelegram.Worlds;

namespace Collector.FakeTelegram;

/// <summary>A small world with something of everything.</summary>
static class Demo
{
    public static World World()
    {
        var world = new World();
        var ann = world.AddAccount("+49 151 00000001");
        var ben = world.AddAccount("+49 151 00000002");
        (ben.Name, ben.Password, ben.Dc) = ("Ben", "open sesame", 4);
        world.AddChannel("Harbour News", 20_000, "harbour_news");
        world.AddChannel("Lighthouse Log", 3_000, "lighthouse_log", new() { Photos = 0.6 });
        world.AddChannel("One of Each", username: "one_of_each").AddOneOfEachKind();
        var crew = world.AddBasicGroup("Crew", 400);
        crew.Join(ann);
        crew.Migrate(2_000);
        var closed = world.AddChannel("Members Only", 500);
        closed.Join(ann);
        closed.Join(ben);
        closed.NoForwards = true;
        return world;
    }
}
