using System.Text.Json.Nodes;
using Collector.EndToEnd.Tests;

namespace Collector.Telegram.Tests;

static class StoredRows
{
    /// <returns>Each message as JSON of its columns, but for the channel's number and the times of storing; with the hash of its image.</returns>
    public static async Task<IReadOnlyList<JsonObject>> ReadAsync(Stack stack)
    {
        const string sql = """
            select (to_jsonb(m) - array['channel_id', 'observed_at', 'collected_at'] || jsonb_build_object('image_sha256', i.sha256))::text
            from messages m
            left join images i using (image_id)
            order by m.message_id
            """;
        return [.. (await stack.ListAsync<string>(sql)).Select(row => JsonNode.Parse(row)!.AsObject())];
    }
}
