namespace Collector.Exporting;

/// <summary>A channel whose messages are exported.</summary>
/// <param name="Title">What people call it; never empty.</param>
public sealed record ExportedChannel(int Id, string? Handle, string Title)
{
    /// <summary>For a file or a folder of it: its handle, where any system takes that for a name.</summary>
    public string FileName => Handle is { } handle && handle.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') ? handle : UniqueFileName;

    /// <summary>Unlike that of any other channel.</summary>
    public string UniqueFileName => $"channel-{Id}";
}
