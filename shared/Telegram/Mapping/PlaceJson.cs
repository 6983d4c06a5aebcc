using System.Text.Json;
using TL;

namespace Collector.Telegram.Mapping;

/// <summary>Locations and venues.</summary>
static class PlaceJson
{
    public static void WriteLocation(Utf8JsonWriter writer, GeoPoint? point)
    {
        writer.WritePropertyName("location_information"u8);
        if (point is null)
        {
            writer.WriteNullValue();
            return;
        }
        writer.WriteStartObject();
        writer.WritePropertyName("latitude"u8);
        TlJson.WriteDouble(writer, point.lat);
        writer.WritePropertyName("longitude"u8);
        TlJson.WriteDouble(writer, point.lon);
        writer.WriteEndObject();
    }

    public static void WriteLive(Utf8JsonWriter writer, MessageMediaGeoLive live)
    {
        writer.WriteNumber("live_location_period_seconds"u8, live.period);
        if (live.flags.HasFlag(MessageMediaGeoLive.Flags.has_heading))
            writer.WriteNumber("heading"u8, live.heading);
    }

    public static void WriteVenue(Utf8JsonWriter writer, MessageMediaVenue venue)
    {
        writer.WriteString("place_name"u8, PlainText.Of(venue.title));
        writer.WriteString("address"u8, PlainText.Of(venue.address));
        WriteLocation(writer, venue.geo);
    }
}
