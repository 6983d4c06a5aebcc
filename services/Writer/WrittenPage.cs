namespace Collector.Writer;

/// <summary>What writing a page changed, in rows.</summary>
/// <param name="Inserted">New ones.</param>
/// <param name="Updated">Those that said something else, or were thought to be deleted.</param>
/// <param name="Deleted">Those marked deleted because the page made its sweep whole.</param>
/// <param name="Doubtful">Those a person is asked about, because the sweep misses too many to believe it.</param>
sealed record WrittenPage(int Inserted, int Updated, int Deleted, int Doubtful);
