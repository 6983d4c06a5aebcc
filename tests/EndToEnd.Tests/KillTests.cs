using System.Globalization;
using System.Text.Json.Nodes;
using Collector.Testing;

namespace Collector.EndToEnd.Tests;

public sealed class KillTests(ITestOutputHelper output)
{
    const int Kills = 25;

    // Channels of different size, with and without pictures; the second version goes on, was edited, and lacks messages.
    static readonly (string Name, int Messages, int PictureEvery)[] Channels = [("daily", 6000, 40), ("photos", 1200, 6), ("small", 300, 0), ("tiny", 1, 0), ("weekly", 2500, 100)];

    readonly int seed = Random.Shared.Next();

    [Fact]
    public async Task KilledAtAnyMomentAndRunAgainItEndsInTheStateOfAnUndisturbedRun()
    {
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        await using var calm = await ThrottledAsync();
        var versions = new[] { Exports(calm, 1), Exports(calm, 2) };
        var states = new List<IReadOnlyList<string>>();
        foreach (var exports in versions)
        {
            (await calm.CollectorAsync(["--once", .. exports])).Succeeded();
            states.Add(await Snapshot.OfContentAsync(calm));
        }

        for (var kills = 0; kills < Kills;)
        {
            await using var stack = await ThrottledAsync();
            foreach (var (exports, state) in versions.Zip(states))
            {
                kills += await KillAsync(stack, ["--once", .. exports], Kills - kills, random);
                Assert.Equal(state, await Snapshot.OfContentAsync(stack));
            }
        }
    }

    // Until a run has nothing left to do, or was killed so often.
    async Task<int> KillAsync(Stack stack, string[] arguments, int most, Random random)
    {
        for (var kills = 0; kills < most; kills++)
        {
            var before = await LastPageAsync(stack);
            var run = stack.StartCollector(arguments);
            // Half of them when this run has written something, the others also while it starts.
            if (kills == 0 || random.Next(2) == 0)
                await Eventually.TrueAsync(async () => run.HasExited || await LastPageAsync(stack) != before, TimeSpan.FromMinutes(2));
            await Task.Delay(random.Next(2000), TestContext.Current.CancellationToken);
            if (await run.KillAsync() is not 137 and var exitCode)
            {
                Assert.True(exitCode == 0, $"It ended with {exitCode}. {string.Join('\n', run.Lines)}");
                return kills;
            }

            output.WriteLine($"Killed after {await ProgressAsync(stack)}");
        }

        (await stack.CollectorAsync(arguments)).Succeeded();
        return most;
    }

    static Task<DateTime?> LastPageAsync(Stack stack) => stack.ReadAsync<DateTime?>("select max(written_at) from coverage");

    static Task<string> ProgressAsync(Stack stack) => stack.ReadAsync<string>("""
        select concat_ws(' ', (select count(*) from messages), 'messages,', (select count(*) from images where state = 'stored'), 'images, sweeps', (select array_agg(sweep) from coverage))
        """);

    static async Task<Stack> ThrottledAsync()
    {
        var stack = await Stack.NewAsync();
        await stack.SlowDownAsync();
        stack.Settings["CONCURRENT_LIMIT"] = stack.Settings["WRITER_CONCURRENT_LIMIT"] = stack.Settings["MEDIA_CONCURRENT_LIMIT"] = "2";
        return stack;
    }

    static string[] Exports(Stack stack, int version) =>
    [
        .. Channels.Select((channel, i) =>
        {
            var export = stack.Export(string.Create(CultureInfo.InvariantCulture, $"{version}/{channel.Name}"), new()
            {
                Seed = i,
                ChatId = 1000 + i,
                Title = channel.Name,
                Messages = version == 1 ? channel.Messages : channel.Messages + 50,
                PictureEvery = channel.PictureEvery,
            });
            if (version == 2)
                ExportEdit.Change(export, messages =>
                {
                    foreach (var message in messages.OfType<JsonNode>().ToList())
                        if (message.Id() % 30 == 7)
                            message.Rewrite("edited");
                        else if (message.Id() % 30 == 11)
                            messages.Remove(message);
                });
            return export;
        }),
    ];
}
