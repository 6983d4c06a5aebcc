using TL;

namespace Collector.FakeTelegram.Worlds;

/// <summary>A photo or a document: its sizes, and the bytes of each.</summary>
sealed class FakeFile(long id, int dc, DateTimeOffset date, IReadOnlyList<FileSize> sizes)
{
    // A part of a file that is no picture begins at a multiple of it.
    const int Grain = 1024;

    public long Id => id;

    public int Dc => dc;

    public FileSize? Size(string type) => sizes.FirstOrDefault(size => size.Type == type);

    /// <summary>A photo in three sizes.</summary>
    /// <param name="bytes">Of the largest; a little more when a JPEG of that size cannot be so small.</param>
    public static FakeFile Photo(long id, int dc, DateTimeOffset date, int bytes, int width = 1280, int height = 960) => new(id, dc, date,
    [
        Picture(id, "m", 320, 320 * height / width, bytes / 10),
        Picture(id, "x", 800, 800 * height / width, bytes / 2),
        Picture(id, "y", width, height, bytes),
    ]);

    /// <summary>A document that is a picture, with a small one in front.</summary>
    public static FakeFile PictureDocument(long id, int dc, DateTimeOffset date, int bytes) =>
        new(id, dc, date, [Picture(id, "", 1600, 1200, bytes), Picture(id, "m", 320, 240, 4_000)]);

    public static FakeFile Document(long id, int dc, DateTimeOffset date, long bytes) => new(id, dc, date, [new("", 0, 0, bytes)]);

    public Photo ToPhoto() => new()
    {
        id = id,
        date = date.UtcDateTime,
        dc_id = dc,
        file_reference = [],
        sizes = [new PhotoStrippedSize { type = "i", bytes = Stripped() }, .. sizes.Select(ToPhotoSize)],
    };

    public Document ToDocument(string mimeType, params DocumentAttribute[] attributes)
    {
        var thumbs = sizes.Where(size => size.Type.Length > 0).Select(ToPhotoSize).ToArray();
        return new()
        {
            flags = thumbs.Length > 0 ? TL.Document.Flags.has_thumbs : 0,
            id = id,
            date = date.UtcDateTime,
            dc_id = dc,
            file_reference = [],
            mime_type = mimeType,
            size = Size("")!.Bytes,
            thumbs = thumbs.Length > 0 ? thumbs : null,
            attributes = attributes,
        };
    }

    /// <returns>The bytes from the offset on, fewer than asked for at the end of the file.</returns>
    public byte[] Read(FileSize size, long offset, int limit)
    {
        var length = (int)Math.Clamp(size.Bytes - offset, 0, limit);
        if (size.Width > 0)
        {
            var picture = Jpeg.Create(id, size.Width, size.Height, (int)size.Bytes);
            return length == picture.Length ? picture : picture.AsSpan((int)Math.Min(offset, size.Bytes), length).ToArray();
        }

        var bytes = new byte[length];
        for (var at = 0; at < length; at += Grain)
            Noise.Fill(bytes.AsSpan(at, Math.Min(Grain, length - at)), Noise.Mix(id, offset + at));
        return bytes;
    }

    static FileSize Picture(long id, string type, int width, int height, int bytes) => new(type, width, height, Jpeg.Size(id, width, height, bytes));

    // Telegram's largest size comes in steps, each a picture of its own.
    static PhotoSizeBase ToPhotoSize(FileSize size) => size.Type is "y"
        ? new PhotoSizeProgressive { type = size.Type, w = size.Width, h = size.Height, sizes = [(int)size.Bytes / 8, (int)size.Bytes / 2, (int)size.Bytes] }
        : new PhotoSize { type = size.Type, w = size.Width, h = size.Height, size = (int)size.Bytes };

    byte[] Stripped()
    {
        var bytes = new byte[40];
        Noise.Fill(bytes, id);
        (bytes[0], bytes[1], bytes[2]) = (1, 30, 40);
        return bytes;
    }
}
