using System.Text.Json;

namespace Collector.Sources.Export;

/// <summary>The first pass over a <c>result.json</c>, fed piece by piece: which chats it has, and where their messages are.</summary>
/// <param name="position">Where in the file the first byte is.</param>
sealed class ExportScanner(long position)
{
    readonly Stack<Place> places = new();
    readonly List<ScannedChat> chats = [];
    JsonReaderState state;
    Name name;
    int elsewhere = -1;
    ScannedChat? chat;
    ScannedChat? root;
    long messageStart;
    bool idSeen;
    bool isService;
    bool isReply;
    long? messageId;
    string? messageIdText;

    /// <summary>In the order of the file; those with a list of messages only.</summary>
    public IReadOnlyList<ScannedChat> Chats => chats;

    /// <summary>The file has lists of chats, as the export of a whole account does.</summary>
    public bool IsAccount { get; private set; }

    /// <summary>The first value is an object, as it must be.</summary>
    public bool Begun { get; private set; }

    /// <summary>The object that the file is has ended.</summary>
    public bool Ended => Begun && places.Count == 0;

    /// <summary>The chat in which reading stands.</summary>
    public ScannedChat? Current => places.Count > 0 ? chat : null;

    /// <summary>Bytes that were understood.</summary>
    public long Position => position;

    /// <summary>Reads the tokens that are whole.</summary>
    /// <returns>How many bytes they took; the rest must come again, with more behind it.</returns>
    /// <exception cref="JsonException">The file is broken at <see cref="Position"/>.</exception>
    public int Read(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data, isFinalBlock: false, state);
        var start = position;
        try
        {
            while (reader.Read())
                Take(ref reader, start);
        }
        finally
        {
            position = start + reader.BytesConsumed;
        }
        state = reader.CurrentState;
        return (int)reader.BytesConsumed;
    }

    void Take(ref Utf8JsonReader reader, long start)
    {
        if (elsewhere >= 0)
        {
            if (reader.CurrentDepth == elsewhere && reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                elsewhere = -1;
            return;
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                name = NameOf(reader.ValueSpan);
                if (name == Name.UnixTime && chat is not null)
                    chat.NewLayout = true;
                isReply |= name == Name.ReplyTo;
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                Enter(ref reader, start);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                Leave(places.Pop(), start + reader.BytesConsumed);
                break;
            default:
                Value(ref reader, start);
                break;
        }
    }

    void Enter(ref Utf8JsonReader reader, long start)
    {
        var isObject = reader.TokenType == JsonTokenType.StartObject;
        Place? place = places.TryPeek(out var outer) ? (outer, name, isObject) switch
        {
            (Place.Root, Name.Messages, false) => Place.Messages,
            (Place.Root, Name.Chats, true) => Place.Chats,
            (Place.Chats, Name.List, false) => Place.List,
            (Place.List, _, true) => Place.Chat,
            (Place.Chat, Name.Messages, false) => Place.Messages,
            (Place.Messages, _, true) => Place.Message,
            _ => null,
        } : isObject ? Place.Root : null;

        if (place is not { } entered)
        {
            elsewhere = reader.CurrentDepth;
            Stray(outer, start + reader.TokenStartIndex);
            if (outer == Place.Message && name == Name.Id && !idSeen)
                idSeen = true;
            return;
        }

        places.Push(entered);
        switch (entered)
        {
            case Place.Root:
                Begun = true;
                root = chat = new();
                break;
            case Place.Chats:
                IsAccount = true;
                break;
            case Place.Chat:
                chat = new();
                break;
            case Place.Messages:
                chat!.Close();
                if (!chats.Contains(chat))
                    chats.Add(chat);
                break;
            case Place.Message:
                messageStart = start + reader.TokenStartIndex;
                (idSeen, messageId, messageIdText, isService, isReply) = (false, null, null, false, false);
                break;
        }
    }

    void Leave(Place place, long end)
    {
        if (place == Place.Message)
        {
            chat!.Add(messageId, messageIdText, messageStart, (int)(end - messageStart));
            chat.Count(isService, isReply);
        }
        else if (place == Place.Messages)
            chat!.Close();
        else if (place == Place.Chat)
            chat = root;
    }

    void Value(ref Utf8JsonReader reader, long start)
    {
        if (!places.TryPeek(out var place))
            return;
        Stray(place, start + reader.TokenStartIndex);
        if (place == Place.Message && name == Name.Id && !idSeen)
        {
            idSeen = true;
            messageIdText = JsonText.Of(reader.ValueSpan, 20);
            if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var id))
                messageId = id;
        }
        else if (place == Place.Message && name == Name.Type)
            isService = reader.ValueSpan.SequenceEqual("service"u8);
        else if (place == Place.Message && name == Name.Action && reader.ValueSpan.SequenceEqual("topic_created"u8))
            chat!.Topics++;
        else if (place is Place.Root or Place.Chat)
            Describe(ref reader);
    }

    // A list of messages may only hold objects.
    void Stray(Place place, long offset)
    {
        if (place == Place.Messages)
            chat!.Add(null, null, offset, 0);
    }

    void Describe(ref Utf8JsonReader reader)
    {
        if (name == Name.Id && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var id))
            chat!.Id = id;
        else if (name == Name.Type && reader.TokenType == JsonTokenType.String)
            chat!.Type = JsonText.Of(reader.ValueSpan, 100);
        else if (name == Name.Title && reader.TokenType == JsonTokenType.String)
            chat!.Name = JsonText.Of(reader.ValueSpan, 1000);
    }

    static Name NameOf(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("id"u8) ? Name.Id
        : name.SequenceEqual("date_unixtime"u8) ? Name.UnixTime
        : name.SequenceEqual("reply_to_message_id"u8) ? Name.ReplyTo
        : name.SequenceEqual("action"u8) ? Name.Action
        : name.SequenceEqual("messages"u8) ? Name.Messages
        : name.SequenceEqual("type"u8) ? Name.Type
        : name.SequenceEqual("name"u8) ? Name.Title
        : name.SequenceEqual("list"u8) ? Name.List
        : name.SequenceEqual("chats"u8) || name.SequenceEqual("left_chats"u8) ? Name.Chats
        : Name.Other;

    enum Place { Root, Chats, List, Chat, Messages, Message }

    enum Name { Other, Id, UnixTime, ReplyTo, Action, Messages, Type, Title, List, Chats }
}
