using System.Globalization;
using Collector.Cli.Display;
using Collector.Telegram.Accounts;
using Collector.Telegram.Governing;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Collector.Cli.Accounts;

static class AccountsTable
{
    public static IRenderable Render(IReadOnlyList<AccountRow> accounts, IReadOnlyList<AccountWait> waits)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("Id").RightAligned().NoWrap());
        table.AddColumn("Name");
        foreach (var heading in new[] { "Phone", "State", "In use", "Waits" })
            table.AddColumn(new TableColumn(heading).NoWrap());
        table.AddColumn("Last error");
        foreach (var account in accounts)
            table.AddRow(
                new Text(account.Id.ToString(CultureInfo.InvariantCulture)),
                new Text(Figures.Name(account.Name)),
                new Text(account.Phone),
                new Text(State(account), account.State is "active" or "paused" ? Style.Plain : new Style(Color.Red)),
                new Text($"{account.Held} of {account.Sessions}"),
                new Text(string.Join('\n', waits.Where(wait => wait.AccountId == account.Id).Select(wait => $"{wait.CallClass} {ClockTime.Of(wait.Left)}"))),
                new Text(Figures.Name(account.LastError ?? "")));
        return table;
    }

    public static string State(AccountRow account) => account.State.Replace('_', ' ');
}
