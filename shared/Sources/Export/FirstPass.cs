using System.Buffers;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Collector.Sources.Export;

/// <summary>Reads a <c>result.json</c> once from its beginning to its end, holding no more than a piece of it.</summary>
static class FirstPass
{
    const int Piece = 512 * 1024;
    const int LargestValue = 512 * 1024 * 1024;

    /// <exception cref="SourceException">The file is not an export.</exception>
    public static ExportIndex Read(string path, SafeFileHandle file, FileStamp stamp)
    {
        var mark = new byte[3];
        RandomAccess.Read(file, mark, 0);
        var scanner = new ExportScanner(mark.AsSpan().SequenceEqual("\uFEFF"u8) ? mark.Length : 0);
        var problem = Scan(path, file, stamp.Length, scanner);
        foreach (var chat in scanner.Chats)
            chat.Close();
        if (scanner is { IsAccount: false, Chats: [] })
            throw new SourceException(problem is not null && scanner.Begun
                ? $"{problem} Nothing of it can be used"
                : $"{path} is not a Telegram Desktop export: it {(scanner.Begun ? "has no messages and no chats" : "is not JSON")}; export the chat in the format \"Machine-readable JSON\"");

        // Broken inside a chat: that one has the problem, those before it are whole.
        var broken = problem is null ? null : scanner.Current ?? (scanner.IsAccount ? null : scanner.Chats[0]);
        var collected = scanner.Chats.Where(chat => chat.IsCollected).ToList();
        var chats = collected.SelectMany(chat => chat.Finish(path, chat == broken ? problem : null, scanner.IsAccount));
        return new(stamp.Fingerprint(file), !scanner.IsAccount, Merge(chats), scanner.Chats.Count - collected.Count, problem);
    }

    static string? Scan(string path, SafeFileHandle file, long length, ExportScanner scanner)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            var filled = 0;
            for (var offset = scanner.Position; offset < length;)
            {
                if (filled == buffer.Length)
                    Grow(ref buffer, filled);
                var read = RandomAccess.Read(file, buffer.AsSpan(filled), offset);
                if (read == 0)
                    break;
                var from = filled;
                filled += read;
                offset += read;
                JsonText.Soften(buffer.AsSpan(0, filled), from);
                var taken = scanner.Read(buffer.AsSpan(0, filled));
                filled -= taken;
                buffer.AsSpan(taken, filled).CopyTo(buffer);
            }
            return scanner.Ended ? null : Problem(path, scanner, "ends in the middle");
        }
        catch (JsonException)
        {
            return Problem(path, scanner, scanner.Ended ? "goes on after the end of the export" : "is broken");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    static string Problem(string path, ExportScanner scanner, string what)
    {
        var place = scanner.Current switch
        {
            { LastId: { } id } => $", after message {id}",
            { Id: not null } => ", before the first message",
            _ => "",
        };
        return $"{path} {what} at byte {scanner.Position}{place}; what follows was not read. Export the chat again.";
    }

    static void Grow(ref byte[] buffer, int filled)
    {
        if (filled >= LargestValue)
            throw new JsonException("A single value is larger than 512 MB.");
        var larger = ArrayPool<byte>.Shared.Rent(filled * 2);
        buffer.AsSpan(0, filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }

    // A chat may be listed twice, among the chats and among those that were left.
    static List<ExportChat> Merge(IEnumerable<ExportChat> chats) =>
        [.. chats.GroupBy(chat => (chat.Id, chat.Migrated)).Select(same => same.Count() == 1 ? same.First() : same.First() with
        {
            Blocks = [.. same.SelectMany(chat => chat.Blocks).OrderByDescending(block => block.Max)],
            ProvesAbsence = same.All(chat => chat.ProvesAbsence),
            Problem = same.Select(chat => chat.Problem).FirstOrDefault(problem => problem is not null),
        })];
}
