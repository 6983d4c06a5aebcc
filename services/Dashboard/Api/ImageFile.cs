using Collector.Dashboard.Reading;
using Collector.Media;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Collector.Dashboard.Api;

/// <summary>Sends a stored image, and never as something that a browser would run.</summary>
static class ImageFile
{
    public const string Unknown = "application/octet-stream";
    public static readonly string[] Types = ["image/jpeg", "image/png", "image/webp", "image/gif"];

    public static async Task<IResult> SendAsync(string id, Pictures pictures, ImageStore store, HttpContext context)
    {
        if (await pictures.FileAsync(id, context.RequestAborted) is not { } file || store.PathOf(file.Path) is not { } path || !File.Exists(path))
            return Results.NotFound();

        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        // Its name is its content's hash.
        headers.CacheControl = "private, max-age=604800, immutable";
        var known = Types.Contains(file.Mime);
        if (!known)
            headers.ContentDisposition = "attachment";
        return Results.File(path, known ? file.Mime : Unknown, entityTag: new EntityTagHeaderValue($"\"{file.Sha256}\""));
    }
}
