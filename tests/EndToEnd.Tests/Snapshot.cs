using System.Security.Cryptography;

namespace Collector.EndToEnd.Tests;

/// <summary>Every row and every stored file as a line of text, so that two states can be compared.</summary>
static class Snapshot
{
    /// <summary>What is stored, but not when: equal after two ways to collect the same.</summary>
    public static async Task<IReadOnlyList<string>> OfContentAsync(Stack stack)
    {
        // An image's location is a hint: known, or looked up by the message.
        const string sql = """
            select concat_ws(' ', 'channels', to_jsonb(t) - '{added_at,next_due_at,last_seen_at,last_served_at}'::text[]) from channels t
            union all select concat_ws(' ', 'coverage', to_jsonb(t) - 'written_at') from coverage t
            union all select concat_ws(' ', 'images', to_jsonb(t) - '{attempts,location,wanted_at,requested_at,stored_at}'::text[]) from images t
            union all select concat_ws(' ', 'message_versions', to_jsonb(t) - '{observed_at,replaced_at}'::text[]) from message_versions t
            union all select concat_ws(' ', 'messages', to_jsonb(t) - '{observed_at,collected_at,deleted_at}'::text[], deleted_at is not null) from messages t
            union all select concat_ws(' ', 'ranges', to_jsonb(t) - '{id,sent_at,not_before,finished_at,covered_at}'::text[]) from ranges t
            union all select concat_ws(' ', 'vanished', to_jsonb(t) - '{found_at,asked_at}'::text[], asked_at is not null) from vanished t
            order by 1
            """;
        return [.. await stack.ListAsync<string>(sql), .. Files(stack).Select(file => $"{file.Path} {file.Sha256}")];
    }

    /// <summary>Where each row lies and when each file was written: equal before and after means that nothing was written.</summary>
    public static async Task<IReadOnlyList<string>> OfWritesAsync(Stack stack)
    {
        const string sql = """
            select concat_ws(' ', 'coverage', ctid, xmin, t) from coverage t
            union all select concat_ws(' ', 'images', ctid, xmin, t) from images t
            union all select concat_ws(' ', 'message_versions', ctid, xmin, t) from message_versions t
            union all select concat_ws(' ', 'messages', ctid, xmin, t) from messages t
            union all select concat_ws(' ', 'vanished', ctid, xmin, t) from vanished t
            order by 1
            """;
        return [.. await stack.ListAsync<string>(sql), .. Files(stack).Select(file => $"{file.Path} {file.WrittenAt:o}")];
    }

    /// <summary>The finished files of the image store; what a killed download left behind is no image.</summary>
    public static IReadOnlyList<(string Path, string Sha256, DateTime WrittenAt)> Files(Stack stack) =>
    [
        .. from file in new DirectoryInfo(stack.ImageStore).EnumerateFiles("*", SearchOption.AllDirectories)
           let path = Path.GetRelativePath(stack.ImageStore, file.FullName)
           where !path.StartsWith("incoming/", StringComparison.Ordinal)
           orderby path
           select (path, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file.FullName))), file.LastWriteTimeUtc),
    ];
}
