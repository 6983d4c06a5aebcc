namespace Collector.Exporting;

/// <summary>A column of the formats that are tables.</summary>
/// <param name="Name">Stable: columns are added at the end, never renamed or removed.</param>
public sealed record ExportColumn(string Name, ColumnType Type, Func<ExportedMessage, object?> Of)
{
    public static IReadOnlyList<ExportColumn> All { get; } =
    [
        new("channel_id", ColumnType.Number, row => row.ChannelId),
        new("handle", ColumnType.Text, row => row.Handle),
        new("title", ColumnType.Text, row => row.Title),
        new("message_id", ColumnType.Number, row => row.MessageId),
        new("posted_at", ColumnType.Time, row => row.PostedAt),
        new("edited_at", ColumnType.Time, row => row.EditedAt),
        new("deleted_at", ColumnType.Time, row => row.DeletedAt),
        new("kind", ColumnType.Text, row => row.Kind),
        new("author", ColumnType.Text, row => row.Author),
        new("sender_id", ColumnType.Text, row => row.SenderId),
        new("sender_name", ColumnType.Text, row => row.SenderName),
        new("text", ColumnType.Text, row => row.Text),
        new("entities", ColumnType.Json, row => row.Entities),
        new("reply_to", ColumnType.Number, row => row.ReplyTo),
        new("forwarded_from", ColumnType.Json, row => row.ForwardedFrom),
        new("views", ColumnType.Number, row => row.Views),
        new("forwards", ColumnType.Number, row => row.Forwards),
        new("replies", ColumnType.Number, row => row.Replies),
        new("reactions", ColumnType.Json, row => row.Reactions),
        new("grouped_id", ColumnType.LongNumber, row => row.GroupedId),
        new("media_kind", ColumnType.Text, row => row.MediaKind),
        new("media", ColumnType.Json, row => row.Media),
        new("image_id", ColumnType.Text, row => row.ImageId),
        new("image_path", ColumnType.Text, row => row.ImagePath),
        new("image_sha256", ColumnType.Text, row => row.ImageSha256),
        new("via_bot", ColumnType.Text, row => row.ViaBot),
        new("ttl_period", ColumnType.Number, row => row.TtlPeriod),
        new("no_forwards", ColumnType.Flag, row => row.NoForwards),
    ];
}
