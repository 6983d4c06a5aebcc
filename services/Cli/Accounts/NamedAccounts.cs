using System.CommandLine;
using System.Globalization;
using Collector.Cli.Display;
using Collector.Telegram.Accounts;

namespace Collector.Cli.Accounts;

/// <summary>The accounts that a user means.</summary>
sealed class NamedAccounts(AccountTable accounts)
{
    public static Argument<string[]> Argument() => new("ACCOUNT") { Description = "Ids or names, as `accounts list` shows them.", Arity = ArgumentArity.OneOrMore };

    public static string Describe(AccountRow account) => $"{Figures.Name(account.Name)} ({account.Phone})";

    /// <exception cref="UsageException">There is no such account, or more than one.</exception>
    public async Task<IReadOnlyList<AccountRow>> FindAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var known = await accounts.ListAsync(cancellationToken);
        return [.. names.Select(name => Find(known, name)).DistinctBy(account => account.Id)];
    }

    static AccountRow Find(IReadOnlyList<AccountRow> known, string name)
    {
        var found = known.Where(account => account.Id.ToString(CultureInfo.InvariantCulture) == name).ToList();
        if (found.Count == 0)
            found = [.. known.Where(account => account.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || account.Phone == name)];
        return found switch
        {
            [var account] => account,
            [] => throw new UsageException($"No account is called '{name}'.{Mistake.Meant(name, known.Select(account => account.Name))} `{Shell.Command} accounts list` shows them all."),
            _ => throw new UsageException($"Several accounts are called '{name}': {string.Join(", ", found.Select(account => account.Id))}. Give the id."),
        };
    }
}
