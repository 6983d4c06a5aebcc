using Collector.Telegram.Accounts;
using Collector.Telegram.Governing;

namespace Collector.Cli.Accounts;

/// <summary>An account as <c>accounts list --json</c> shows it.</summary>
/// <param name="Held">Sessions in use.</param>
sealed record ListedAccount(int Id, long TelegramId, string Name, string Phone, string State, string? LastError, int Sessions, int Held, IReadOnlyList<ListedWait> Waits)
{
    public static ListedAccount Of(AccountRow row, IEnumerable<AccountWait> waits) => new(
        row.Id, row.TelegramId, row.Name, row.Phone, row.State, row.LastError, row.Sessions, row.Held,
        [.. waits.Where(wait => wait.AccountId == row.Id).Select(wait => new ListedWait(wait.CallClass, (int)wait.Left.TotalSeconds))]);
}
