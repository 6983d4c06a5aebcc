using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Collector.Sources;
using Collector.Telegram.Mapping;
using Microsoft.Extensions.Configuration;

namespace Collector.Telegram.Reading;

/// <summary>What is taken from Telegram.</summary>
public sealed record ReadingOptions
{
    /// <summary>Whether rows carry the whole message as Telegram sent it, <c>KEEP_RAW</c>; it more than doubles the disk that they take.</summary>
    [ConfigurationKeyName("KEEP_RAW")]
    public bool KeepRaw { get; init; } = true;

    /// <summary>Which images are collected, <c>IMAGES</c>: <c>photos</c>, <c>documents</c> (images sent as files), <c>webpages</c> (previews of links), <c>channel-photos</c> (new pictures of the channel), several with commas, or <c>none</c>.</summary>
    [ConfigurationKeyName("IMAGES")]
    public string Images { get; init; } = "photos";

    /// <summary>The longest side of the size that is downloaded, in pixels, or <c>largest</c>, <c>IMAGE_SIZE</c>.</summary>
    [ConfigurationKeyName("IMAGE_SIZE")]
    [RegularExpression("^(largest|[1-9][0-9]{0,4})$", ErrorMessage = "IMAGE_SIZE must be largest, or the longest side in pixels, such as 1280.")]
    public string ImageSize { get; init; } = "largest";

    internal ImageChoice Choice => new()
    {
        Photos = ImageKinds.Has(Images, "photos"),
        Documents = ImageKinds.Has(Images, "documents"),
        WebPages = ImageKinds.Has(Images, "webpages"),
        ChannelPhotos = ImageKinds.Has(Images, "channel-photos"),
        LongestSide = ImageSize == "largest" ? null : int.Parse(ImageSize, CultureInfo.InvariantCulture),
    };
}
