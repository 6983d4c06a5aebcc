using System.Globalization;
using System.Text.Json;

namespace Collector.Sources.Export;

/// <summary>Exports have no ids of custom emoji: they name the file that they made of it, which differs from export to export, or say why there is none.</summary>
static class CustomEmoji
{
    public static bool IsFile(JsonProperty member) =>
        member.NameEquals("document_id"u8) && !(member.Value.ValueKind == JsonValueKind.String && long.TryParse(member.Value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out _));
}
