using System.Globalization;

namespace Collector.Exporting.Archive;

/// <summary>A page of an archive of web pages: some messages of one month.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Number">From 1 in each month.</param>
/// <param name="LastId">Of its messages.</param>
public sealed record ArchivePage(DateTime Month, int Number, int Messages, int LastId)
{
    public string File => string.Create(CultureInfo.InvariantCulture, $"{Month:yyyy-MM}{(Number == 1 ? "" : $"-{Number}")}.html");
}
