using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Collector.Media;

/// <summary>Where images are kept, and what is taken for one.</summary>
public sealed record MediaOptions
{
    /// <summary>Folder of everything that Collector keeps outside the database, <c>COLLECTOR_DATA</c>.</summary>
    [ConfigurationKeyName("COLLECTOR_DATA")]
    [Required(ErrorMessage = "COLLECTOR_DATA is empty: name the folder that keeps the images.")]
    public string DataFolder { get; init; } = ".data";

    /// <summary>Images fetched at once, <c>MEDIA_CONCURRENT_LIMIT</c>.</summary>
    [ConfigurationKeyName("MEDIA_CONCURRENT_LIMIT")]
    [Range(1, 1000, ErrorMessage = "MEDIA_CONCURRENT_LIMIT must be a number from 1 to 1000.")]
    public int ConcurrentLimit { get; init; } = 8;

    /// <summary>The largest file that is taken, <c>IMAGE_MAX_BYTES</c>.</summary>
    [ConfigurationKeyName("IMAGE_MAX_BYTES")]
    [Range(1024, int.MaxValue, ErrorMessage = "IMAGE_MAX_BYTES must be a number from 1024 to 2147483647.")]
    public long MaxBytes { get; init; } = 52_428_800;

    /// <summary>The largest image that is decoded, width × height, <c>IMAGE_MAX_PIXELS</c>; decoding may take four bytes for each.</summary>
    [ConfigurationKeyName("IMAGE_MAX_PIXELS")]
    [Range(1_000_000, 500_000_000, ErrorMessage = "IMAGE_MAX_PIXELS must be a number from 1000000 to 500000000.")]
    public long MaxPixels { get; init; } = 40_000_000;

    /// <summary>What images leave free of the store's disk, <c>IMAGE_DISK_RESERVE</c>: bytes, or a number with KB, MB, GB or TB; 0 for nothing.</summary>
    [ConfigurationKeyName("IMAGE_DISK_RESERVE")]
    [RegularExpression(ByteSize.Pattern, ErrorMessage = "IMAGE_DISK_RESERVE must be a size, such as 500MB or 2GB.")]
    public string DiskReserve { get; init; } = "1GB";

    /// <summary>The image store.</summary>
    public string StoreFolder => Path.GetFullPath(Path.Combine(DataFolder, "images"));
}
