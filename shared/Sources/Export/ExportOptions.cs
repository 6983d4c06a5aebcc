using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Collector.Sources.Export;

/// <summary>What is taken from an export.</summary>
public sealed record ExportOptions
{
    /// <summary>Whether rows carry the whole message as it was exported, <c>KEEP_RAW</c>; it more than doubles the disk that they take.</summary>
    [ConfigurationKeyName("KEEP_RAW")]
    public bool KeepRaw { get; init; } = true;

    /// <summary>Which images are collected, <c>IMAGES</c>: <c>photos</c>, <c>documents</c> (images sent as files), both with a comma, or <c>none</c>.</summary>
    [ConfigurationKeyName("IMAGES")]
    [RegularExpression("^ *(none|(photos|documents)( *, *(photos|documents))*) *$", ErrorMessage = "IMAGES must be none, photos, documents or photos,documents.")]
    public string Images { get; init; } = "photos";

    internal bool Photos => Images.Contains("photos", StringComparison.Ordinal);

    internal bool Documents => Images.Contains("documents", StringComparison.Ordinal);
}
