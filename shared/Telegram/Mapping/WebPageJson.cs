using System.Text.Json;
using TL;

namespace Collector.Telegram.Mapping;

/// <summary>A link's preview.</summary>
static class WebPageJson
{
    public static void Write(Utf8JsonWriter writer, WebPageBase page)
    {
        Write(writer, "url", page.Url);
        if (page is not WebPage found)
            return;
        Write(writer, "type", found.type);
        Write(writer, "site_name", found.site_name);
        Write(writer, "title", found.title);
        Write(writer, "description", found.description);
        Write(writer, "author", found.author);
        Write(writer, "embed_url", found.embed_url);
        if (found.photo is Photo photo)
        {
            writer.WriteStartObject("photo"u8);
            FileJson.Write(writer, photo);
            writer.WriteEndObject();
        }
        if (found.document is Document document)
        {
            writer.WriteStartObject("document"u8);
            FileJson.Write(writer, document);
            writer.WriteEndObject();
        }
    }

    static void Write(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is { Length: > 0 })
            writer.WriteString(name, PlainText.Of(text));
    }
}
