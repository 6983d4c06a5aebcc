using Collector.Dashboard;
using Collector.Scheduler;

namespace Collector.Cli.Verifying;

/// <summary>A channel as <c>verify --json</c> shows it.</summary>
/// <param name="Reported">What Telegram itself counts; null when it was not asked.</param>
sealed record VerifiedChannel(
    int Id, string Name, bool Whole, int First, int Top, long MissingIds, int Messages, int? Reported, int Images, int ImagesWanted, int ImagesFailed, int Files, IReadOnlyList<string> Problems)
{
    public static VerifiedChannel Of(Verdict verdict, ChannelRow channel) => new(
        channel.Id, channel.Name, verdict.IsWhole, verdict.Ledger.First, verdict.Ledger.Top, verdict.Ledger.MissingIds, verdict.Ledger.Rows, verdict.Ledger.Reported,
        verdict.Ledger.Images, verdict.Ledger.ImagesWanted, verdict.Ledger.ImagesFailed, verdict.Files, verdict.Problems);
}
