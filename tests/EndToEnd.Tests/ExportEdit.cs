using System.Text.Json.Nodes;

namespace Collector.EndToEnd.Tests;

/// <summary>What an author may do to a channel between two exports.</summary>
static class ExportEdit
{
    /// <param name="folder">An export of one chat; its file is written anew.</param>
    public static void Change(string folder, Action<JsonArray> edit)
    {
        var file = Path.Combine(folder, "result.json");
        var chat = JsonNode.Parse(File.ReadAllText(file))!;
        edit(chat["messages"]!.AsArray());
        File.WriteAllText(file, chat.ToJsonString());
    }

    public static int Id(this JsonNode message) => message["id"]!.GetValue<int>();

    public static void Rewrite(this JsonNode message, string text)
    {
        message["text"] = text;
        message["text_entities"] = new JsonArray(new JsonObject { ["type"] = "plain", ["text"] = text });
    }
}
