namespace Collector.Cli.Exporting;

/// <param name="Images">Files that were copied.</param>
/// <param name="Missing">Messages whose image is stored, and whose file is not there.</param>
sealed record ExportResult(long Messages, int Images, int Missing);
