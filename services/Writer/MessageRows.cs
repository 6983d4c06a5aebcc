using Collector.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace Collector.Writer;

/// <summary>A page's messages as rows.</summary>
static class MessageRows
{
    /// <summary>What a message says; key and times of observation come on top.</summary>
    public const string Content =
        "posted_at, edited_at, kind, author, sender_id, sender_name, text, entities, reply_to, forwarded_from, "
        + "views, forwards, replies, reactions, grouped_id, media_kind, media, image_id, raw, via_bot, ttl_period, no_forwards";

    public const string Columns = "channel_id, message_id, observed_at, " + Content;

    /// <summary>Copies the page into a table that has these columns.</summary>
    public static async Task CopyAsync(NpgsqlConnection connection, string table, MessagesCollected page, CancellationToken cancellationToken)
    {
        await using var rows = await connection.BeginBinaryImportAsync($"copy {table} ({Columns}) from stdin (format binary)", cancellationToken);
        foreach (var message in page.Messages)
        {
            await rows.StartRowAsync(cancellationToken);
            await rows.WriteAsync(page.Channel.Id, NpgsqlDbType.Integer, cancellationToken);
            await rows.WriteAsync(message.Id, NpgsqlDbType.Integer, cancellationToken);
            await rows.WriteAsync(page.ObservedAt.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);
            await rows.WriteAsync(message.PostedAt.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);
            await rows.WriteOrNullAsync(message.EditedAt?.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);
            await rows.WriteAsync(message.Kind, NpgsqlDbType.Text, cancellationToken);
            await rows.WriteOrNullAsync(message.Author, NpgsqlDbType.Text, cancellationToken);
            await rows.WriteOrNullAsync(message.SenderId, NpgsqlDbType.Text, cancellationToken);
            await rows.WriteOrNullAsync(message.SenderName, NpgsqlDbType.Text, cancellationToken);
            await rows.WriteAsync(message.Text, NpgsqlDbType.Text, cancellationToken);
            await rows.WriteOrNullAsync(message.Entities?.Utf8, NpgsqlDbType.Jsonb, cancellationToken);
            await rows.WriteOrNullAsync(message.ReplyTo, NpgsqlDbType.Integer, cancellationToken);
            await rows.WriteOrNullAsync(message.ForwardedFrom?.Utf8, NpgsqlDbType.Jsonb, cancellationToken);
            await rows.WriteOrNullAsync(message.Views, NpgsqlDbType.Integer, cancellationToken);
            await rows.WriteOrNullAsync(message.Forwards, NpgsqlDbType.Integer, cancellationToken);
            await rows.WriteOrNullAsync(message.Replies, NpgsqlDbType.Integer, cancellationToken);
            await rows.WriteOrNullAsync(message.Reactions?.Utf8, NpgsqlDbType.Jsonb, cancellationToken);
            await rows.WriteOrNullAsync(message.GroupedId, NpgsqlDbType.Bigint, cancellationToken);
            await rows.WriteOrNullAsync(message.MediaKind, NpgsqlDbType.Text, cancellationToken);
            await rows.WriteOrNullAsync(message.Media?.Utf8, NpgsqlDbType.Jsonb, cancellationToken);
            await rows.WriteOrNullAsync(message.ImageId, NpgsqlDbType.Text, cancellationToken);
            await rows.WriteOrNullAsync(message.Raw?.Utf8, NpgsqlDbType.Jsonb, cancellationToken);
            await rows.WriteOrNullAsync(message.ViaBot, NpgsqlDbType.Text, cancellationToken);
            await rows.WriteOrNullAsync(message.TtlPeriod, NpgsqlDbType.Integer, cancellationToken);
            await rows.WriteAsync(message.NoForwards, NpgsqlDbType.Boolean, cancellationToken);
        }

        await rows.CompleteAsync(cancellationToken);
    }

    // Most columns are null in most rows, and Npgsql looks up the type of a null value that it is given as one.
    static Task WriteOrNullAsync<T>(this NpgsqlBinaryImporter rows, T value, NpgsqlDbType type, CancellationToken cancellationToken) =>
        value is null ? rows.WriteNullAsync(cancellationToken) : rows.WriteAsync(value, type, cancellationToken);
}
