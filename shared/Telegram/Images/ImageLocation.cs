using System.Text.Json;
using Collector.Telegram.Mapping;
using TL;

namespace Collector.Telegram.Images;

/// <summary>Where an image lies. Only the account that read it can use it, and only until its reference expires.</summary>
/// <param name="Kind"><c>photo</c> or <c>document</c>.</param>
/// <param name="FileReference">In JSON as base64.</param>
/// <param name="Size">Telegram's letter of a photo's size; empty for a document itself.</param>
/// <param name="Bytes">As announced.</param>
sealed record ImageLocation(string Kind, int Dc, long Id, long AccessHash, byte[] FileReference, string Size, long Bytes)
{
    public static ImageLocation Of(Photo photo, PhotoVariant size) => new("photo", photo.dc_id, photo.id, photo.access_hash, photo.file_reference ?? [], size.Type, size.Bytes);

    public static ImageLocation Of(Document document) => new("document", document.dc_id, document.id, document.access_hash, document.file_reference ?? [], "", document.size);

    /// <exception cref="JsonException">The text is not a location.</exception>
    public static ImageLocation Parse(string json) => JsonSerializer.Deserialize<ImageLocation>(json, JsonSerializerOptions.Web) ?? throw new JsonException("An image's location is null.");

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public InputFileLocationBase ToInput() => Kind == "photo"
        ? new InputPhotoFileLocation { id = Id, access_hash = AccessHash, file_reference = FileReference, thumb_size = Size }
        : new InputDocumentFileLocation { id = Id, access_hash = AccessHash, file_reference = FileReference, thumb_size = Size };
}
