using Collector.Dashboard.Parts;
using Collector.Media;
using Collector.Queries;
using NpgsqlTypes;

namespace Collector.Dashboard;

/// <summary>What verifying a channel found.</summary>
/// <param name="Files">How many image files there should be.</param>
/// <param name="Damaged">How many of them are not, or not as they should be.</param>
/// <param name="Problems">One line each; none when it is whole.</param>
public sealed record Verdict(string Name, ChannelLedger Ledger, int Files, int Damaged, IReadOnlyList<string> Problems)
{
    const int MostFiles = 10;

    public bool IsWhole => Problems.Count == 0;

    /// <summary>What there is, when it is whole.</summary>
    public string Whole => (Ledger.Top < Ledger.First ? "It has no messages" : $"Ids {Ledger.First}–{Ledger.Top} are known, {Figures.Count(Ledger.Rows, "message")}, {Figures.Count(Files, "image file")} intact")
        + $"{(Ledger.Reported is { } reported ? $"; Telegram counts {Figures.Number(reported)} messages" : "")}.";

    public static async Task<Verdict> OfAsync(string name, ChannelLedger ledger, IAsyncEnumerable<AuditedImage> images)
    {
        var problems = Problem(ledger).ToList();
        var files = 0;
        var damaged = 0;
        await foreach (var image in images)
        {
            files++;
            if (image.Problem is not null && ++damaged <= MostFiles)
                problems.Add($"image {image.Path} of message {image.MessageId} {image.Problem}");
        }

        if (damaged > MostFiles)
            problems.Add($"and {Figures.Count(damaged - MostFiles, "more image")}");
        return new(name, ledger, files, damaged, problems);
    }

    static IEnumerable<string> Problem(ChannelLedger ledger)
    {
        if (ledger is { IsSeen: false, LastError: null })
            yield return "it was not looked at yet";
        if (ledger.MissingIds > 0)
            yield return $"{Figures.Number(ledger.MissingIds)} ids are not collected: {Gaps(ledger)}";
        if (ledger.Rows != ledger.Counted)
            yield return $"the ledger counts {Figures.Number(ledger.Counted)} messages, the table has {Figures.Number(ledger.Rows)}";
        // More are no fault: messages that were deleted since they were collected stay.
        if (ledger.Reported > ledger.Present)
            yield return $"Telegram counts {Figures.Number(ledger.Reported.Value)} messages, {Figures.Number(ledger.Present)} are stored";
        if (ledger.Unproven > 0)
            yield return $"{Figures.Number(ledger.Unproven)} messages have ids that the ledger does not know";
        if (ledger.Parked > 0)
            yield return $"{ledger.Parked} {(ledger.Parked == 1 ? "range is" : "ranges are")} parked: {ledger.ParkedError}";
        if (ledger.LastError is not null && ledger.LastError != ledger.ParkedError)
            yield return ledger.LastError;
        if (ledger.ImagesUnknown > 0)
            yield return $"{Images(ledger.ImagesUnknown, "was", "were")} never requested";
        if (ledger.ImagesWanted > 0)
            yield return $"{Images(ledger.ImagesWanted, "is", "are")} not stored yet";
        if (ledger.ImagesFailed > 0)
            yield return $"{Figures.Count(ledger.ImagesFailed, "image")} failed: {ledger.ImageError}";
    }

    static string Images(int count, string one, string many) => count == 1 ? $"1 image {one}" : $"{Figures.Number(count)} images {many}";

    static string Gaps(ChannelLedger ledger)
    {
        var shown = string.Join(", ", ledger.Gaps.Select(Text));
        return ledger.GapCount > ledger.Gaps.Length ? $"{shown} and {Figures.Count(ledger.GapCount - ledger.Gaps.Length, "more gap")}" : shown;
    }

    static string Text(NpgsqlRange<int> gap) => gap.UpperBound - gap.LowerBound == 1 ? $"{gap.LowerBound}" : $"{gap.LowerBound}–{gap.UpperBound - 1}";
}
