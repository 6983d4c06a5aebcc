using System.Text.Json.Serialization;
using MessagePack;

namespace Collector.Contracts;

/// <summary>One message as it is stored; the members are the columns of table <c>messages</c>.</summary>
[MessagePackObject]
public sealed record CollectedMessage
{
    /// <summary>1 to 2,147,483,646.</summary>
    [Key(0)]
    public required int Id { get; init; }

    [Key(1)]
    public required DateTimeOffset PostedAt { get; init; }

    [Key(2)]
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary><c>message</c> or <c>service</c>.</summary>
    [Key(3)]
    public required string Kind { get; init; }

    /// <summary>Signature below a channel's post.</summary>
    [Key(4)]
    public string? Author { get; init; }

    /// <summary><c>user</c>, <c>chat</c> or <c>channel</c>, followed by the bare Telegram id.</summary>
    [Key(5)]
    public string? SenderId { get; init; }

    [Key(6)]
    public string? SenderName { get; init; }

    /// <summary>Plain text without NUL characters and lone surrogates; empty when there is none.</summary>
    [Key(7)]
    public required string Text { get; init; }

    /// <summary>Array of <c>{type, offset, length, …}</c>, offset and length in UTF-16 units of <see cref="Text"/>; null when there is none.</summary>
    [Key(8)]
    public RawJson? Entities { get; init; }

    /// <summary>Id of the message this one replies to, in the same channel.</summary>
    [Key(9)]
    public int? ReplyTo { get; init; }

    /// <summary>Object with what is known of <c>name</c>, <c>id</c>, <c>message_id</c>, <c>date</c>.</summary>
    [Key(10)]
    public RawJson? ForwardedFrom { get; init; }

    [Key(11)]
    public int? Views { get; init; }

    [Key(12)]
    public int? Forwards { get; init; }

    [Key(13)]
    public int? Replies { get; init; }

    /// <summary>Array of <c>{type, count, …}</c>.</summary>
    [Key(14)]
    public RawJson? Reactions { get; init; }

    /// <summary>Same number on every message of an album.</summary>
    [Key(15)]
    public long? GroupedId { get; init; }

    /// <summary><c>photo</c>, <c>video</c>, <c>poll</c>, <c>document</c> and so on; null when there is none.</summary>
    [Key(16)]
    public string? MediaKind { get; init; }

    /// <summary>What the source says of the media, without references that expire.</summary>
    [Key(17)]
    public RawJson? Media { get; init; }

    /// <summary>Key of <c>images</c>: <c>tg:&lt;photo id&gt;</c>, <c>sha256:&lt;hex&gt;</c>, or <c>file:&lt;place&gt;</c> when an export's file cannot be read.</summary>
    [Key(18)]
    public string? ImageId { get; init; }

    /// <summary>The message as the source gave it, without file references, access hashes and per-account flags; null when raw is not kept.</summary>
    [Key(19)]
    public RawJson? Raw { get; init; }

    /// <summary>Name of the bot through which it was sent, without the @; its id when the name is unknown.</summary>
    [Key(20)]
    public string? ViaBot { get; init; }

    /// <summary>Seconds after which Telegram deletes the message; null for never, and in exports, which do not tell.</summary>
    [Key(21)]
    public int? TtlPeriod { get; init; }

    /// <summary>It must not be forwarded and saved; never true in exports, which do not tell.</summary>
    [Key(22)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool NoForwards { get; init; }
}
