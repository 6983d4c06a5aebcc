namespace Collector.Contracts;

/// <summary>One message as it is stored; the members are the columns of table <c>messages</c>.</summary>
public sealed record CollectedMessage
{
    /// <summary>1 to 2,147,483,646.</summary>
    public required int Id { get; init; }

    public required DateTimeOffset PostedAt { get; init; }

    public DateTimeOffset? EditedAt { get; init; }

    /// <summary><c>message</c> or <c>service</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Signature below a channel's post.</summary>
    public string? Author { get; init; }

    /// <summary><c>user</c>, <c>chat</c> or <c>channel</c>, followed by the bare Telegram id.</summary>
    public string? SenderId { get; init; }

    public string? SenderName { get; init; }

    /// <summary>Plain text without NUL characters and lone surrogates; empty when there is none.</summary>
    public required string Text { get; init; }

    /// <summary>Array of <c>{type, offset, length, …}</c>, offset and length in UTF-16 units of <see cref="Text"/>; null when there is none.</summary>
    public RawJson? Entities { get; init; }

    /// <summary>Id of the message this one replies to, in the same channel.</summary>
    public int? ReplyTo { get; init; }

    /// <summary>Object with what is known of <c>name</c>, <c>id</c>, <c>message_id</c>, <c>date</c>.</summary>
    public RawJson? ForwardedFrom { get; init; }

    public int? Views { get; init; }

    public int? Forwards { get; init; }

    public int? Replies { get; init; }

    /// <summary>Array of <c>{type, count, …}</c>.</summary>
    public RawJson? Reactions { get; init; }

    /// <summary>Same number on every message of an album.</summary>
    public long? GroupedId { get; init; }

    /// <summary><c>photo</c>, <c>video</c>, <c>poll</c>, <c>document</c> and so on; null when there is none.</summary>
    public string? MediaKind { get; init; }

    /// <summary>What the source says of the media, without references that expire.</summary>
    public RawJson? Media { get; init; }

    /// <summary>Key of <c>images</c>: <c>tg:&lt;photo id&gt;</c>, <c>sha256:&lt;hex&gt;</c>, or <c>file:&lt;place&gt;</c> when an export's file cannot be read.</summary>
    public string? ImageId { get; init; }

    /// <summary>The message as the source gave it, without file references, access hashes and per-account flags; null when raw is not kept.</summary>
    public RawJson? Raw { get; init; }
}
