using System.Text.Json;
using Collector.Contracts;
using TL;

namespace Collector.Telegram.Mapping;

/// <summary>What a message shows, with the member names of an export; what exports do not tell is written as in the schema.</summary>
static class MediaJson
{
    public static RawJson? Map(MessageMedia? media, MappingContext context)
    {
        if (media is null)
            return null;
        var writer = context.Output.Begin();
        writer.WriteStartObject();
        Write(writer, media, context);
        writer.WriteEndObject();
        return context.Output.End();
    }

    static void Write(Utf8JsonWriter writer, MessageMedia media, MappingContext context)
    {
        switch (media)
        {
            case MessageMediaPhoto photo:
                FileJson.Write(writer, photo.photo);
                Hidden(writer, photo.flags.HasFlag(MessageMediaPhoto.Flags.spoiler), photo.ttl_seconds);
                break;
            case MessageMediaDocument document:
                FileJson.Write(writer, document.document);
                Hidden(writer, document.flags.HasFlag(MessageMediaDocument.Flags.spoiler), document.ttl_seconds);
                break;
            case MessageMediaGeo geo:
                PlaceJson.WriteLocation(writer, geo.geo);
                if (geo is MessageMediaGeoLive live)
                    PlaceJson.WriteLive(writer, live);
                break;
            case MessageMediaVenue venue:
                PlaceJson.WriteVenue(writer, venue);
                break;
            case MessageMediaContact contact:
                WriteContact(writer, contact);
                break;
            case MessageMediaPoll poll:
                PollJson.Write(writer, poll);
                break;
            case MessageMediaGame { game: { } game }:
                writer.WriteString("game_title"u8, PlainText.Of(game.title));
                writer.WriteString("game_description"u8, PlainText.Of(game.description));
                writer.WriteString("game_short_name"u8, PlainText.Of(game.short_name));
                break;
            case MessageMediaInvoice invoice:
                WriteInvoice(writer, invoice);
                break;
            case MessageMediaPaidMedia paid:
                WritePaid(writer, paid, context);
                break;
            case MessageMediaWebPage { webpage: { } page }:
                WebPageJson.Write(writer, page);
                break;
            default:
                TlJson.WriteMembers(writer, media);
                break;
        }
    }

    static void Hidden(Utf8JsonWriter writer, bool spoiler, int secondsToLive)
    {
        if (spoiler)
            writer.WriteBoolean("media_spoiler"u8, true);
        if (secondsToLive > 0)
            writer.WriteNumber("self_destruct_period_seconds"u8, secondsToLive);
    }

    static void WriteContact(Utf8JsonWriter writer, MessageMediaContact contact)
    {
        writer.WriteStartObject("contact_information"u8);
        writer.WriteString("first_name"u8, PlainText.Of(contact.first_name));
        writer.WriteString("last_name"u8, PlainText.Of(contact.last_name));
        writer.WriteString("phone_number"u8, PlainText.Of(contact.phone_number));
        if (contact.user_id != 0)
            writer.WriteNumber("user_id"u8, contact.user_id);
        writer.WriteEndObject();
    }

    static void WriteInvoice(Utf8JsonWriter writer, MessageMediaInvoice invoice)
    {
        writer.WriteStartObject("invoice_information"u8);
        writer.WriteString("title"u8, PlainText.Of(invoice.title));
        writer.WriteString("description"u8, PlainText.Of(invoice.description));
        writer.WriteNumber("amount"u8, invoice.total_amount);
        writer.WriteString("currency"u8, PlainText.Of(invoice.currency));
        if (invoice.flags.HasFlag(MessageMediaInvoice.Flags.has_receipt_msg_id))
            writer.WriteNumber("receipt_message_id"u8, invoice.receipt_msg_id);
        writer.WriteEndObject();
    }

    static void WritePaid(Utf8JsonWriter writer, MessageMediaPaidMedia paid, MappingContext context)
    {
        writer.WriteNumber("paid_stars_amount"u8, paid.stars_amount);
        writer.WriteStartArray("items"u8);
        foreach (var item in paid.extended_media ?? [])
        {
            writer.WriteStartObject();
            if (item is MessageExtendedMedia { media: { } media })
            {
                writer.WriteString("kind"u8, MediaKinds.Of(media));
                Write(writer, media, context);
            }
            else if (item is MessageExtendedMediaPreview preview)
            {
                writer.WriteString("kind"u8, "preview"u8);
                FileJson.WriteSize(writer, preview.w, preview.h);
            }
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
