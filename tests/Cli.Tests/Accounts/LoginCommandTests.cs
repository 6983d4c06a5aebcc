using Collector.FakeTelegram.Worlds;
using Collector.Testing;

namespace Collector.Cli.Tests.Accounts;

public sealed class LoginCommandTests : IAsyncLifetime
{
    TelegramScene scene = null!;
    FakeAccount ann = null!;

    public async ValueTask InitializeAsync()
    {
        scene = await TelegramScene.StartAsync();
        ann = scene.World.AddAccount("+49 151 23456723");
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task TheProgramReadsItsAnswersFromWhatIsPipedIn()
    {
        ann.Password = "  correct horse ";
        await using var login = ServiceProcess.StartWithInput($"{ann.Phone}\n{ann.Code}\n{ann.Password}\n", "Cli", scene.Settings, "login");

        Assert.Equal(0, await login.WaitForExitAsync());

        Assert.Equal(
            [
                "Phone number, with the country's code:",
                "Telegram has sent a code (in your Telegram app, from 'Telegram'). Code:",
                "Password of the two-step verification (hint: as in the test):",
                "Ann (+49…23) is logged in: account 1, 1 session.",
                "Running services take it within a minute; otherwise start with: collector channels add @NAME",
            ],
            login.Lines);
        Assert.Equal(1, await scene.QueryAsync<int>("select count(*) from sessions where data is not null"));
    }

    [Fact]
    public async Task TheNumberCanBeNamedAndTheNextLoginIsAnotherSession()
    {
        await scene.LogInAsync(ann);
        var shell = scene.Shell(ann.Code);

        Assert.Equal(0, await shell.RunAsync("login", "--phone", "+49 151 234 567 23"));

        Assert.Contains("account 1, 2 sessions, for as many processes at once.", shell.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfPipedInputAWrongCodeIsNotAskedForAgain()
    {
        var shell = scene.Shell("0", ann.Code);

        Assert.Equal(1, await shell.RunAsync("login", "--phone", ann.Phone));

        Assert.StartsWith("The code is wrong, so nothing was added.", shell.Error, StringComparison.Ordinal);
        Assert.Single(shell.Error.TrimEnd().Split('\n'));
        Assert.Equal(1, scene.Server.Statistics.Count("auth.signIn", "PHONE_CODE_INVALID"));
    }

    [Fact]
    public async Task InputThatEndsEarlyNamesTheQuestion()
    {
        var shell = scene.Shell(ann.Phone);

        Assert.Equal(2, await shell.RunAsync("login"));

        Assert.StartsWith("The input has no answer to: Telegram has sent a code", shell.Error, StringComparison.Ordinal);
        Assert.Equal(0, await scene.QueryAsync<int>("select count(*) from accounts"));
    }

    [Theory]
    [InlineData("TELEGRAM_API_ID", "", "TELEGRAM_API_ID and TELEGRAM_API_HASH are not set")]
    [InlineData("TELEGRAM_API_HASH", "abc", "TELEGRAM_API_HASH must be the 32 hexadecimal digits")]
    [InlineData("TELEGRAM_API_HASH", "", "TELEGRAM_API_ID and TELEGRAM_API_HASH are not set")]
    [InlineData("SESSION_KEY", "", "SESSION_KEY is not set or shorter than 32 characters")]
    [InlineData("SESSION_KEY", "short", "SESSION_KEY is not set or shorter than 32 characters")]
    [InlineData("TELEGRAM_SERVER_KEY", "/nowhere.pem", "TELEGRAM_SERVER_KEY")]
    public async Task AWrongSettingIsNamedBeforeAnythingIsAsked(string name, string value, string expected)
    {
        scene.Settings[name] = value;
        var shell = scene.Shell(ann.Phone, ann.Code);

        Assert.Equal(1, await shell.RunAsync("login"));

        Assert.StartsWith(expected, shell.Error, StringComparison.Ordinal);
        Assert.Single(shell.Error.TrimEnd().Split('\n'));
        Assert.Equal("", shell.Out);
    }

    [Theory]
    [InlineData("login")]
    [InlineData("run --once")]
    public async Task AnotherSessionKeyEndsLoginAndRunAlike(string command)
    {
        await scene.LogInAsync(ann);
        scene.Settings["SESSION_KEY"] = "another key of more than 32 characters";
        var shell = scene.Shell(ann.Phone, ann.Code);

        Assert.Equal(1, await shell.RunAsync(command.Split(' ')));

        Assert.StartsWith("SESSION_KEY is not the key that the stored sessions were encrypted with", shell.Error, StringComparison.Ordinal);
        Assert.Equal("", shell.Out);
    }

    [Fact]
    public async Task UnsetOptionalSettingsMayBeEmpty()
    {
        scene.Settings["TELEGRAM_PROXY"] = "";

        await scene.LogInAsync(ann);
    }
}
