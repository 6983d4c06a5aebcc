using Collector.Contracts;
using Collector.FakeTelegram.Worlds;
using Collector.Telegram.Accounts;
using TL;
using TL.Methods;

namespace Collector.Telegram.Tests;

public sealed class LoginTests : IAsyncLifetime
{
    LoginScene scene = null!;
    FakeAccount ann = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        scene = await LoginScene.StartAsync();
        ann = scene.World.AddAccount("+49 151 23456723");
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task TheCodeLogsInAndTheSessionIsStoredEncrypted()
    {
        var questions = new ScriptedQuestions(ann);

        var added = await scene.Login.ExecuteAsync(questions, Cancellation);

        Assert.Equal(new(1, "Ann", "+49…23", 1), added);
        Assert.Equal(["phone", "code in your Telegram app, from 'Telegram'"], questions.Asked);
        var account = await scene.AccountAsync();
        Assert.Equal((ann.Id, "+49…23", "Ann", "active", 1, 0), (account.TelegramId, account.Phone, account.Name, account.State, account.Sessions, account.Held));
        var session = await scene.Sessions.LoadAsync(1, Cancellation);
        var stored = await scene.QueryAsync<byte[]>("select data from sessions");
        Assert.True(stored.Length > session.Length && stored.AsSpan().IndexOf(session) < 0);
    }

    [Fact]
    public async Task AStoredSessionIsUsedWithoutAQuestion()
    {
        await scene.LogInAsync(ann);
        scene.Server.Statistics.Clear();

        using var lease = await scene.Leases.TryLeaseAsync([], reads: true, Cancellation);
        await using (var connection = await scene.ConnectAsync(lease!))
            Assert.NotNull(await connection.CallAsync(new Updates_GetState(), null, Cancellation));

        Assert.Equal(["help.getConfig", "users.getUsers", "updates.getState"], scene.Server.Statistics.Calls.Select(call => call.Method));
        Assert.Empty(scene.Server.KeyConflicts);
    }

    [Fact]
    public async Task ThePasswordIsAskedForWithItsHint()
    {
        ann.Password = "correct horse";
        var questions = new ScriptedQuestions(ann);

        await scene.Login.ExecuteAsync(questions, Cancellation);

        Assert.Equal("password as in the test", questions.Asked[^1]);
        Assert.Equal((1, 1), await scene.RowsAsync());
    }

    [Fact]
    public async Task AMistypedCodeIsAskedForAgainAndNoneIsSentAgain()
    {
        var questions = new ScriptedQuestions(ann) { Codes = new(["1", "2", ann.Code]) };

        await scene.Login.ExecuteAsync(questions, Cancellation);

        Assert.Equal(["code again", "code again"], questions.Asked.Skip(2));
        Assert.Equal(1, scene.Server.Statistics.Count("auth.sendCode"));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    public async Task AWrongCodeEndsTheLogin(int attempts)
    {
        var line = await scene.RefusedAsync(new(ann) { Attempts = attempts, Codes = new(["0"]) });

        Assert.StartsWith("The code is wrong", line, StringComparison.Ordinal);
        Assert.Equal((1, attempts), (scene.Server.Statistics.Count("auth.sendCode"), scene.Server.Statistics.Count("auth.signIn", "PHONE_CODE_INVALID")));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    public async Task AWrongPasswordEndsTheLogin(int attempts)
    {
        ann.Password = "correct horse";

        var line = await scene.RefusedAsync(new(ann) { Attempts = attempts, Passwords = new(["battery staple"]) });

        Assert.StartsWith("The password is wrong", line, StringComparison.Ordinal);
        Assert.Equal(attempts, scene.Server.Statistics.Count("auth.checkPassword", "PASSWORD_HASH_INVALID"));
    }

    [Theory]
    [InlineData("auth.sendCode", 400, "PHONE_NUMBER_INVALID", "Telegram does not know such a phone number")]
    [InlineData("auth.sendCode", 400, "PHONE_NUMBER_BANNED", "Telegram has banned this phone number")]
    [InlineData("auth.signIn", 400, "PHONE_NUMBER_UNOCCUPIED", "No Telegram account has this phone number")]
    [InlineData("auth.signIn", 400, "PHONE_CODE_EXPIRED", "The code has expired")]
    [InlineData("auth.sendCode", 420, "FLOOD_WAIT_61200", "Telegram asks to wait 17 h 0 min before the next login: not before 20")]
    [InlineData("auth.signIn", 420, "FLOOD_WAIT_90", "Telegram asks to wait 90 s before the next login")]
    [InlineData("auth.sendCode", 406, "PHONE_PASSWORD_FLOOD", "There were too many logins")]
    [InlineData("auth.sendCode", 400, "API_ID_INVALID", "Telegram does not know TELEGRAM_API_ID")]
    [InlineData("help.getConfig", 400, "API_ID_INVALID", "Telegram does not know TELEGRAM_API_ID")]
    [InlineData("auth.signIn", 401, "USER_DEACTIVATED_BAN", "Telegram has banned or deleted this account")]
    [InlineData("auth.sendCode", 406, "UPDATE_APP_TO_LOGIN", "Telegram wants a newer program")]
    [InlineData("auth.signIn", 500, "INTERDC_2_CALL_ERROR", "Telegram has trouble of its own (INTERDC_X_CALL_ERROR)")]
    [InlineData("auth.sendCode", 400, "SOMETHING_NEW", "Telegram refuses the login: SOMETHING_NEW.")]
    public async Task EveryRefusalIsOneLineAndIsNotTriedAgain(string method, int code, string error, string expected)
    {
        using var failing = scene.Server.Faults.Fail(code, error, method, times: 10);

        var line = await scene.RefusedAsync(new(ann));

        Assert.StartsWith(expected, line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
        Assert.Equal(1, scene.Server.Statistics.Calls.Count(call => call.Method == method));
    }

    [Fact]
    public async Task AWrongApiIdIsToldBeforeAnythingIsAsked()
    {
        using var failing = scene.Server.Faults.Fail(400, "API_ID_INVALID", "help.getConfig");
        var questions = new ScriptedQuestions(ann);

        await scene.RefusedAsync(questions);

        Assert.Empty(questions.Asked);
    }

    [Fact]
    public async Task WithoutANetworkItSaysSo()
    {
        using var away = scene.Server.Faults.Refuse();

        Assert.StartsWith("Telegram cannot be reached: Connection refused", await scene.RefusedAsync(new(ann)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatThrowsInAQuestionEndsTheLogin()
    {
        var questions = new ScriptedQuestions(ann) { Codes = new() };

        await Assert.ThrowsAsync<InvalidOperationException>(() => scene.Login.ExecuteAsync(questions, Cancellation));

        Assert.Equal((0, 0), await scene.RowsAsync());
    }

    [Fact]
    public async Task ASpoiledKeyExchangeIsMadeAnewUnseen()
    {
        ann.Dc = 4;
        scene.Server.Faults.SpoilKeyExchange(2);
        var questions = new ScriptedQuestions(ann);

        await scene.Login.ExecuteAsync(questions, Cancellation);

        Assert.Equal(["phone", "code in your Telegram app, from 'Telegram'"], questions.Asked);
    }

    [Fact]
    public async Task ASecondLoginIsASecondSessionAndAnotherAccountIsAnother()
    {
        var ben = scene.World.AddAccount("+41 79 1112233");
        ben.Name = "Ben";

        Assert.Equal(1, (await scene.LogInAsync(ann)).Sessions);
        Assert.Equal(new(1, "Ann", "+49…23", 2), await scene.LogInAsync(ann));
        var third = await scene.LogInAsync(ben);
        Assert.Equal(("Ben", "+41…33", 1), (third.Name, third.Phone, third.Sessions));

        Assert.Equal((2, 3), await scene.RowsAsync());
        for (var session = 1; session <= 3; session++)
        {
            var lease = await scene.Leases.TryLeaseAsync([], reads: true, Cancellation);
            await using var connection = await scene.ConnectAsync(lease!);
            Assert.NotNull(await connection.CallAsync(new Updates_GetState(), null, Cancellation));
        }

        Assert.Null(await scene.Leases.TryLeaseAsync([], reads: true, Cancellation));
        Assert.Empty(scene.Server.KeyConflicts);
    }

    [Fact]
    public async Task AnotherSessionKeyIsAnErrorBeforeAnythingIsAsked()
    {
        await scene.LogInAsync(ann);
        scene.ChangeKey("another key of more than 32 characters");
        var questions = new ScriptedQuestions(ann);

        var wrong = await Assert.ThrowsAsync<SessionKeyException>(() => scene.Login.ExecuteAsync(questions, Cancellation));

        Assert.StartsWith("SESSION_KEY is not the key that the stored sessions were encrypted with", wrong.Message, StringComparison.Ordinal);
        Assert.Empty(questions.Asked);
        Assert.Equal((1, 1), await scene.RowsAsync());
    }

    [Fact]
    public async Task AStoredSessionOfAnotherApiHashSaysSo()
    {
        await scene.LogInAsync(ann);
        var session = await scene.Sessions.LoadAsync(1, Cancellation);
        var factory = scene.FactoryOf("fedcba9876543210fedcba9876543210");

        var other = Assert.Throws<PermanentException>(() => factory.Create(session, _ => { }, () => { }));

        Assert.StartsWith("The stored session cannot be read with this TELEGRAM_API_HASH", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAccountThatWasLoggedOutIsActiveAgainWithoutItsDeadSession()
    {
        var added = await scene.LogInAsync(ann);
        await scene.Accounts.MarkAsync(added.AccountId, "logged_out", "SESSION_REVOKED", Cancellation);

        await scene.LogInAsync(ann);

        var account = await scene.AccountAsync();
        Assert.Equal(("active", null, 1), (account.State, account.LastError, account.Sessions));
    }
}
