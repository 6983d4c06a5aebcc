using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Collector.FakeTelegram.Worlds;
using TL;
using JsonArray = System.Text.Json.Nodes.JsonArray;
using JsonObject = System.Text.Json.Nodes.JsonObject;

namespace Collector.Telegram.Tests;

/// <summary>Writes what an account reads of a channel as Telegram Desktop exports it: with the photos, without other files.</summary>
sealed class DesktopExport(World world, Messages_ChannelMessages history, string folder)
{
    static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, IndentSize = 1, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    int photos;

    public void Write(Channel channel)
    {
        Directory.CreateDirectory(Path.Combine(folder, "photos"));
        var chat = new JsonObject
        {
            ["name"] = channel.title,
            ["type"] = "public_channel",
            ["id"] = channel.id,
            ["messages"] = new JsonArray([.. history.messages.Reverse().Select(message => message is Message post ? Post(post) : Service((MessageService)message))]),
        };
        File.WriteAllText(Path.Combine(folder, "result.json"), chat.ToJsonString(Layout));
    }

    JsonObject Post(Message message)
    {
        var json = Begin(message, "message", "from");
        if (message.edit_date != default)
            Date(json, "edited", message.edit_date);
        Text(json, "author", message.post_author);
        if (message.fwd_from is { } forward)
        {
            json["forwarded_from"] = NameOf(forward.from_id) ?? forward.from_name;
            Text(json, "forwarded_from_id", IdOf(forward.from_id));
        }
        if (message.reply_to is MessageReplyHeader reply)
            json["reply_to_message_id"] = reply.reply_to_msg_id;
        if (message.via_bot_id != 0)
            json["via_bot"] = $"@{history.users[message.via_bot_id].username}";
        Media(json, message.media);
        if (message.reactions is { } reactions)
            json["reactions"] = new JsonArray([.. reactions.results.Select(Reaction)]);
        DesktopText.Write(json, message.message, message.entities ?? []);
        return json;
    }

    JsonObject Service(MessageService message)
    {
        var json = Begin(message, "service", "actor");
        switch (message.action)
        {
            case MessageActionChannelCreate created:
                (json["action"], json["title"]) = ("create_channel", created.title);
                break;
            case MessageActionChatEditTitle edited:
                (json["action"], json["title"]) = ("edit_group_title", edited.title);
                break;
            case MessageActionChatEditPhoto { photo: Photo photo }:
                json["action"] = "edit_group_photo";
                Picture(json, photo);
                break;
            case MessageActionChatDeletePhoto:
                json["action"] = "delete_group_photo";
                break;
            case MessageActionPinMessage:
                (json["action"], json["message_id"]) = ("pin_message", ((MessageReplyHeader)message.reply_to).reply_to_msg_id);
                break;
            case MessageActionSetMessagesTTL set:
                (json["action"], json["period"]) = ("set_messages_ttl", set.period);
                break;
            case MessageActionGroupCall call:
                (json["action"], json["duration"]) = ("group_call", call.duration);
                break;
            default:
                throw new NotSupportedException($"{message.action}");
        }
        DesktopText.Write(json, "", []);
        return json;
    }

    JsonObject Begin(MessageBase message, string type, string sender)
    {
        var json = new JsonObject { ["id"] = message.ID, ["type"] = type };
        Date(json, "date", message.Date);
        json[sender] = NameOf(message.From ?? message.Peer);
        json[$"{sender}_id"] = IdOf(message.From ?? message.Peer);
        return json;
    }

    void Media(JsonObject json, MessageMedia media)
    {
        switch (media)
        {
            case MessageMediaPhoto { photo: Photo photo } shown:
                Picture(json, photo);
                if (shown.ttl_seconds > 0)
                    json["self_destruct_period_seconds"] = shown.ttl_seconds;
                break;
            case MessageMediaDocument { document: Document document }:
                DesktopFile.Write(json, document);
                break;
            case MessageMediaVenue venue:
                (json["place_name"], json["address"], json["location_information"]) = (venue.title, venue.address, Place(venue.geo));
                break;
            case MessageMediaGeo place:
                json["location_information"] = Place(place.geo);
                if (place is MessageMediaGeoLive live)
                    json["live_location_period_seconds"] = live.period;
                break;
            case MessageMediaPoll poll:
                json["poll"] = new JsonObject
                {
                    ["question"] = poll.poll.question.text,
                    ["closed"] = poll.poll.flags.HasFlag(TL.Poll.Flags.closed),
                    ["total_voters"] = poll.results.total_voters,
                    ["answers"] = new JsonArray([.. poll.poll.answers.Cast<PollAnswer>().Select(answer => Answer(answer, poll.results))]),
                };
                break;
        }
    }

    void Picture(JsonObject json, Photo photo)
    {
        var (type, width, height) = photo.sizes.Select(size => size switch
        {
            PhotoSize plain => (plain.type, plain.w, plain.h),
            PhotoSizeProgressive steps => (steps.type, steps.w, steps.h),
            _ => ("", 0, 0),
        }).MaxBy(size => size.Item2 * size.Item3);
        var (path, bytes) = ($"photos/photo_{++photos}.jpg", world.FileBytes(photo.id, type));
        File.WriteAllBytes(Path.Combine(folder, path), bytes);
        (json["photo"], json["photo_file_size"], json["width"], json["height"]) = (path, bytes.Length, width, height);
    }

    static JsonObject Reaction(ReactionCount reaction) => reaction.reaction switch
    {
        ReactionEmoji emoji => new() { ["type"] = "emoji", ["count"] = reaction.count, ["emoji"] = emoji.emoticon },
        ReactionCustomEmoji => new() { ["type"] = "custom_emoji", ["count"] = reaction.count, ["document_id"] = "(unavailable)" },
        _ => new() { ["type"] = "paid", ["count"] = reaction.count },
    };

    static JsonObject Answer(PollAnswer answer, PollResults results) => new()
    {
        ["text"] = answer.text.text,
        ["voters"] = results.results.Single(result => result.option == answer.option).voters,
        ["chosen"] = false,
    };

    static JsonObject Place(GeoPoint point) => new() { ["latitude"] = point.lat, ["longitude"] = point.lon };

    static void Text(JsonObject json, string name, string? text)
    {
        if (text is not null)
            json[name] = text;
    }

    static void Date(JsonObject json, string name, DateTime date)
    {
        // The exporter's own time, and the true one.
        json[name] = date.AddHours(2).ToString("s", CultureInfo.InvariantCulture);
        json[$"{name}_unixtime"] = $"{new DateTimeOffset(date, TimeSpan.Zero).ToUnixTimeSeconds()}";
    }

    string? NameOf(Peer? peer) => peer is null ? null : history.UserOrChat(peer) switch
    {
        User user => $"{user.first_name} {user.last_name}".Trim(),
        ChatBase chat => chat.Title,
        _ => null,
    };

    static string? IdOf(Peer? peer) => peer switch
    {
        PeerUser user => $"user{user.user_id}",
        PeerChannel channel => $"channel{channel.channel_id}",
        _ => null,
    };
}
