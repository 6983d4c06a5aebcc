namespace Collector.Cli.Tests;

public sealed class CommandLineTests
{
    readonly TestShell shell = new();

    [Theory]
    [InlineData("statsu", "Unknown command 'statsu'. Did you mean 'status'? See collector --help.")]
    [InlineData("quark", "Unknown command 'quark'. See collector --help.")]
    [InlineData("--onec", "Unknown option '--onec'. Did you mean '--once'? See collector run --help.")]
    [InlineData("channels", "'channels' needs one of: add, list, remove. See collector channels --help.")]
    [InlineData("channels lst", "Unknown command 'lst'. Did you mean 'list'? See collector channels --help.")]
    [InlineData("channels add", "Required argument 'CHANNEL' missing for command: 'add'. See collector channels add --help.")]
    [InlineData("channels add --evry 1d x", "Unknown option '--evry'. Did you mean '--every'? See collector channels add --help.")]
    [InlineData("channels add x --every often", "--every takes a time like 30m, 1h or 2d, or never; not 'often'. See collector channels add --help.")]
    [InlineData("status --jsn", "Unknown option '--jsn'. Did you mean '--json'? See collector status --help.")]
    [InlineData("status now", "'status' takes no 'now'. See collector status --help.")]
    [InlineData("collect", "Required argument 'NAME' missing for command: 'collect'. See collector collect --help.")]
    [InlineData("run a b", "Paths go with --once: collector --once a b. To configure them: collector channels add a b. See collector run --help.")]
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

    [Fact]
    public async Task HelpNamesEveryVerb()
    {
        Assert.Equal(0, await shell.RunAsync("--help"));
        Assert.All(["run", "channels", "login", "accounts", "collect", "status", "verify", "migrate", "--once"], verb => Assert.Contains(verb, shell.Out, StringComparison.Ordinal));
    }
}
