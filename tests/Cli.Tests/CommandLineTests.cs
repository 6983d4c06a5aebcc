namespace Collector.Cli.Tests;

public sealed class CommandLineTests
{
    readonly TestShell shell = new();

    [Theory]
    [InlineData("statsu", "Unknown command 'statsu'. Did you mean 'status'? See collector --help.")]
    [InlineData("quark", "Unknown command 'quark'. See collector --help.")]
    [InlineData("--onec", "Unknown option '--onec'. Did you mean '--once'? See collector run --help.")]
    [InlineData("channels", "'channels' needs one of: add, list, pause, remove. See collector channels --help.")]
    [InlineData("channels lst", "Unknown command 'lst'. Did you mean 'list'? See collector channels --help.")]
    [InlineData("channels add", "'add' needs CHANNEL. @name, a t.me link, an invitation to a joined chat or a Telegram id; or exports of Telegram Desktop: folders or result.json files. See collector channels add --help.")]
    [InlineData("channels add --evry 1d x", "Unknown option '--evry'. Did you mean '--every'? See collector channels add --help.")]
    [InlineData("channels add x --every often", "--every takes a time like 30m, 1h or 2d, or never; not 'often'. See collector channels add --help.")]
    [InlineData("status --jsn", "Unknown option '--jsn'. Did you mean '--json'? See collector status --help.")]
    [InlineData("status now", "'status' takes no 'now', only --json, --watch. See collector status --help.")]
    [InlineData("status --json --watch", "--json shows one moment; leave --watch out, and ask again. See collector status --help.")]
    [InlineData("exprot news -o a.csv", "Unknown command 'exprot'. Did you mean 'export'? See collector --help.")]
    [InlineData("channels remove --prge news", "Unknown option '--prge'. Did you mean '--purge'? See collector channels remove --help.")]
    [InlineData("collect", "'collect' needs NAME. Channels: handle, title, id, Telegram id or address. See collector collect --help.")]
    [InlineData("run a b", "Paths go with --once: collector --once a b. To configure them: collector channels add a b. See collector run --help.")]
    [InlineData("add", "Unknown command 'add'. Did you mean 'channels add'? See collector --help.")]
#if LIVE_TELEGRAM
    [InlineData("list", "Unknown command 'list'. Did you mean 'channels list' or 'accounts list' or 'dead-letters list'? See collector --help.")]
#endif
    [InlineData("@durov", "To collect @durov: collector channels add @durov. See collector --help.")]
    [InlineData("https://t.me/durov", "To collect https://t.me/durov: collector channels add https://t.me/durov. See collector --help.")]
    [InlineData("dead-letters retry messages-collected", "'retry' takes no 'messages-collected', only --queue, --match. See collector dead-letters retry --help.")]
    [InlineData("export news", "Say where to write it: -o news.csv, .jsonl or .parquet, or with --format html a folder. See collector export --help.")]
    [InlineData("channels add ", "An argument is empty: leave it out, or say what is meant. See collector channels add --help.")]
    [InlineData("channels add x ", "An argument is empty: leave it out, or say what is meant. See collector channels add --help.")]
    [InlineData("channels remove ", "An argument is empty: leave it out, or say what is meant. See collector channels remove --help.")]
    [InlineData("--once / ", "An argument is empty: leave it out, or say what is meant. See collector run --help.")]
    [InlineData("collect ", "An argument is empty: leave it out, or say what is meant. See collector collect --help.")]
    [InlineData("verify ", "An argument is empty: leave it out, or say what is meant. See collector verify --help.")]
    [InlineData("export  -o a.csv", "An argument is empty: leave it out, or say what is meant. See collector export --help.")]
    [InlineData("export news --format csv -o ", "Say where to write it: -o news.csv, .jsonl or .parquet, or with --format html a folder. See collector export --help.")]
    [InlineData("verify --repar", "Unknown option '--repar'. Did you mean '--repair'? See collector verify --help.")]
    [InlineData("collect --agian news", "Unknown option '--agian'. Did you mean '--again'? See collector collect --help.")]
    [InlineData("export --imags news", "Unknown option '--imags'. Did you mean '--images'? See collector export --help.")]
    [InlineData("export news -o a -o b", "--output is given 2 times; it takes one value. See collector export --help.")]
    [InlineData("export news -o a.csv --format csv --format csv", "--format is given 2 times; it takes one value. See collector export --help.")]
    [InlineData("export news -o - --format csv --format csv", "--format is given 2 times; it takes one value. See collector export --help.")]
    [InlineData("export news -o a.csv --since 2024-01-01 --since 2024-01-02", "--since is given 2 times; it takes one value. See collector export --help.")]
    [InlineData("export news -o", "Required argument missing for option: '-o'. See collector export --help.")]
    [InlineData("dead-letters drop --queue a --queue b", "--queue is given 2 times; it takes one value. See collector dead-letters drop --help.")]
    [InlineData("dead-letters drop --match", "Required argument missing for option: '--match'. See collector dead-letters drop --help.")]
    [InlineData("channels add x --every 1h --every 2h", "--every is given 2 times; it takes one value. See collector channels add --help.")]
    [InlineData("collect -100x", "Unknown option '-100x'. See collector collect --help.")]
    [InlineData("collect - -- -x", "Unknown option '-'. See collector collect --help.")]
    [InlineData("/", "To collect /: collector --once /. See collector --help.")]
    public async Task AMistakeIsOneLineThatNamesTheMend(string line, string expected)
    {
        Assert.Equal(2, await shell.RunAsync(line.Split(' ')));
        Assert.Equal(expected, shell.Error.TrimEnd());
        Assert.Equal("", shell.Out);
    }

#if !LIVE_TELEGRAM
    [Theory]
    [InlineData("channels add @durov")]
    [InlineData("channels add https://t.me/durov")]
    [InlineData("channels add t.me/+AbCdEfGh")]
    [InlineData("login --phone +49")]
    [InlineData("accounts remove 1 --yes")]
    public async Task WithoutTheirPackageTheVerbsSayHowToGetIt(string line)
    {
        Assert.Equal(2, await shell.RunAsync(line.Split(' ')));
        Assert.EndsWith($": {LiveTelegram.Missing}", shell.Error.TrimEnd(), StringComparison.Ordinal);
    }
#endif

    [Theory]
    [InlineData("")]
    [InlineData("status")]
    [InlineData("verify")]
    [InlineData("migrate")]
    [InlineData("--once")]
    public async Task WithoutADatabaseTheSettingIsNamed(string line)
    {
        var unset = new TestShell(new Dictionary<string, string?> { ["ConnectionStrings:Postgres"] = "" });

        Assert.Equal(1, await unset.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.StartsWith("ConnectionStrings__Postgres is not set", unset.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("channels add -1001234567890")]
    [InlineData("channels add -- -1001234567890")]
    [InlineData("channels add -- -folder")]
    [InlineData("channels pause -1001234567890")]
    [InlineData("channels remove --purge -1001234567890")]
    [InlineData("collect -1001234567890 --again")]
    [InlineData("verify -1001234567890")]
    [InlineData("export -o a.csv -- -1001234567890 --title--")]
    public async Task AnIdWithAMinusAndWhatIsBehindTwoDashesAreNoOptions(string line)
    {
        var unset = new TestShell(new Dictionary<string, string?> { ["ConnectionStrings:Postgres"] = "" });

        await unset.RunAsync(line.Split(' '));
        Assert.DoesNotContain("Unknown option", unset.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--help", unset.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HelpNamesEveryVerb()
    {
        Assert.Equal(0, await shell.RunAsync("--help"));
        Assert.Contains("It ends with 0 when all is well, 1 when something failed or is parked (the output names it), 2 when the command line is wrong.", shell.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.All(["run", "channels", "login", "accounts", "collect", "status", "verify", "export", "migrate", "--once"], verb => Assert.Contains(verb, shell.Out, StringComparison.Ordinal));
    }
}
