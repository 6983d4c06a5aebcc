using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Collector.EndToEnd.Tests;
using Collector.FakeTelegram.Worlds;
using TL;
using JsonArray = System.Text.Json.Nodes.JsonArray;
using JsonObject = System.Text.Json.Nodes.JsonObject;

namespace Collector.Telegram.Tests;

/// <summary>One channel, once read by an account and once exported by Telegram Desktop: its rows are the same but for what one of the two cannot know.</summary>
public sealed partial class LiveAndExportTests
{
    // By the beginning of the column or member, after the kind of media where it is not so for all.
    static readonly Dictionary<string, string> OnlyTelegramKnows = new()
    {
        ["views"] = "Desktop leaves it out",
        ["forwards"] = "Desktop leaves it out",
        ["replies"] = "Desktop leaves it out",
        ["grouped_id"] = "Desktop leaves it out",
        ["ttl_period"] = "Desktop leaves it out",
        ["no_forwards"] = "Desktop leaves it out",
        ["web_page media"] = "Desktop leaves previews of links out",
        ["dice media"] = "Desktop leaves dice out",
        ["forwarded_from.message_id"] = "Desktop names the source, not the post",
        ["forwarded_from.date"] = "Desktop names the source, not the post",
        ["forwarded_from.author"] = "Desktop names the source, not the post",
        ["entities[].document_id"] = "Desktop names a file in the place of a custom emoji's id",
        ["reactions[].document_id"] = "Desktop names a file in the place of a custom emoji's id",
        ["media.id"] = "Desktop has no numbers of files",
        ["sticker media.mime_type"] = "Desktop leaves it out of stickers",
        ["poll media.poll.quiz"] = "Desktop leaves it out",
        ["poll media.poll.multiple_choice"] = "Desktop leaves it out",
    };

    static readonly Dictionary<string, string> OnlyTheExportKnows = new()
    {
        ["media.missing"] = "what is told of a file that the export is without",
    };

    static readonly Dictionary<string, string> EachHasItsOwn = new()
    {
        ["raw"] = "the message as the source gave it",
        ["image_id"] = "Telegram's number of the photo, the hash of the exported file: image_sha256 is the same",
    };

    [Fact]
    public async Task TheRowsAreTheSame()
    {
        await using var scene = await SceneAsync();
        await using var imported = await Stack.NewAsync();
        (imported.Settings["Transport"], imported.Settings["IMAGES"]) = ("memory", scene.Stack.Settings["IMAGES"]);
        await scene.AddAsync("@news");

        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();
        (await imported.CollectorAsync("run", "--once", await ExportAsync(scene))).Succeeded();

        AreTheSame(scene, await StoredRows.ReadAsync(scene.Stack), await StoredRows.ReadAsync(imported));
    }

    [Fact]
    public async Task ReadAgainLiveAnImportedChannelWasNotEdited()
    {
        await using var scene = await SceneAsync();
        (await scene.Stack.CollectorAsync("run", "--once", await ExportAsync(scene))).Succeeded();
        var exported = await StoredRows.ReadAsync(scene.Stack);
        await scene.AddAsync("@news");
        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();

        (await scene.Stack.CollectorAsync("collect", "news", "--again")).Succeeded();

        AreTheSame(scene, await StoredRows.ReadAsync(scene.Stack), exported);
        Assert.Empty(await scene.Stack.ListAsync<string>("select text from message_versions"));
    }

    [Fact]
    public async Task AnImageThatTheExportNamedIsFetchedFromTelegramOnceTheChannelIsReadThere()
    {
        await using var scene = await SceneAsync();
        (await scene.Stack.CollectorAsync("run", "--once", await ExportAsync(scene))).Succeeded();
        await scene.Stack.ExecuteAsync("""
            update images
            set state = 'failed', last_error = 'its file was not there', sha256 = null, path = null, mime = null, bytes = null, width = null, height = null, stored_at = null
            where image_id like 'sha256:%'
            """);
        await scene.AddAsync("@news");

        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();

        Assert.Equal([("stored", true)], await scene.Stack.ListAsync<(string, bool)>("select state, count(*) > 1 from images where image_id like 'sha256:%' group by 1"));
    }

    static async Task<LiveScene> SceneAsync()
    {
        var scene = await LiveScene.NewAsync();
        scene.Stack.Settings["IMAGES"] = "photos,channel-photos";
        await scene.LoggedInAsync("491701");
        var news = scene.World.AddChannel("News", username: "news");
        foreach (var message in NewsMessages.Of(scene.World))
            news.Add(message);
        return scene;
    }

    static void AreTheSame(LiveScene scene, IReadOnlyList<JsonObject> live, IReadOnlyList<JsonObject> exported)
    {
        Assert.Equal(scene.World.Chat("news")!.Count, live.Count);
        Assert.Equal(live.Count, exported.Count);
        foreach (var (one, other) in live.Zip(exported))
            Assert.Equal(Members(one, [.. OnlyTelegramKnows.Keys, .. EachHasItsOwn.Keys]), Members(other, [.. OnlyTheExportKnows.Keys, .. EachHasItsOwn.Keys]));
        Assert.All(OnlyTelegramKnows.Keys, known => Assert.True(live.Any(row => Has(row, known)) && !exported.Any(row => Has(row, known)), known));
        Assert.All(OnlyTheExportKnows.Keys, known => Assert.True(exported.Any(row => Has(row, known)) && !live.Any(row => Has(row, known)), known));
        Assert.All(EachHasItsOwn.Keys, known => Assert.True(exported.Any(row => Has(row, known)) && live.Any(row => Has(row, known)), known));
    }

    /// <returns>The folder of the export, which another account made.</returns>
    static async Task<string> ExportAsync(LiveScene scene)
    {
        await using var client = await FakeClient.SignedInAsync(scene.Server, scene.World.AddAccount("491702"));
        var channel = (Channel)(await client.Contacts_ResolveUsername("news")).Chat;
        var folder = Path.Combine(Path.GetDirectoryName(scene.Stack.Settings["COLLECTOR_DATA"])!, "exports", "news");
        new DesktopExport(scene.World, (Messages_ChannelMessages)await client.Messages_GetHistory(channel), folder).Write(channel);
        return folder;
    }

    static bool Has(JsonObject row, string known) => Members(row, []).Any(member => Covers(known, member, row));

    /// <returns>What a row says, a line for each member that is no list or object; null is nothing.</returns>
    static IEnumerable<string> Members(JsonObject row, string[] without) =>
        Leaves(row).Where(member => !without.Any(known => Covers(known, member, row))).Order(StringComparer.Ordinal);

    static bool Covers(string known, string member, JsonObject row)
    {
        var name = Index().Replace(member, "[]");
        return name.StartsWith(known, StringComparison.Ordinal) || $"{row["media_kind"]} {name}".StartsWith(known, StringComparison.Ordinal);
    }

    static IEnumerable<string> Leaves(JsonNode row) =>
        Descend(row).Where(node => node.Path != "no_forwards" || node.Value.GetValueKind() != JsonValueKind.False).Select(node => $"{node.Path} = {node.Value.ToJsonString()}");

    static IEnumerable<(string Path, JsonNode Value)> Descend(JsonNode node) => node switch
    {
        JsonObject json => json.Where(member => member.Value is not null).SelectMany(member => Descend(member.Value!)),
        JsonArray list => list.Where(item => item is not null).SelectMany(item => Descend(item!)),
        _ => [(node.GetPath()["$.".Length..], node)],
    };

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();
}
