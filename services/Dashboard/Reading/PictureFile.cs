namespace Collector.Dashboard.Reading;

/// <summary>Where an image lies in the store.</summary>
sealed record PictureFile(string Path, string Mime, string Sha256);
