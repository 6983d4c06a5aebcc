using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Collector.Sources.Export;

/// <summary>What is taken from an export.</summary>
public sealed record ExportOptions
{
    /// <summary>Whether rows carry the whole message as it was exported, <c>KEEP_RAW</c>; it more than doubles the disk that they take.</summary>
    [ConfigurationKeyName("KEEP_RAW")]
    public bool KeepRaw { get; init; } = true;

    /// <summary>Which images are collected, <c>IMAGES</c>: <c>photos</c>, <c>documents</c> (images sent as files), both with a comma, or <c>none</c>; others are for Telegram itself.</summary>
    [ConfigurationKeyName("IMAGES")]
    [RegularExpression("^ *(none|(photos|documents|webpages|channel-photos)( *, *(photos|documents|webpages|channel-photos))*) *$", ErrorMessage = "IMAGES must be none, or some of photos, documents, webpages, channel-photos with commas between them.")]
    public string Images { get; init; } = "photos";

    internal bool Photos => ImageKinds.Has(Images, "photos");

    internal bool Documents => ImageKinds.Has(Images, "documents");
}
