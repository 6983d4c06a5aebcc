namespace Collector.Sources;

/// <summary>The setting <c>IMAGES</c>: kinds with commas between them, or <c>none</c>.</summary>
public static class ImageKinds
{
    public static bool Has(string setting, string kind) => setting.Split(',', StringSplitOptions.TrimEntries).Contains(kind);
}
