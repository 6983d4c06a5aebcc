using Collector.Contracts;
using Collector.Telegram.Clients;
using Npgsql;
using TL;
using WTelegram;

namespace Collector.Telegram.Accounts;

/// <summary>Logs a session in. Each login makes a new one, and nothing is stored before Telegram has let it in.</summary>
public sealed class Login(ClientFactory factory, SessionKeyCheck key, AccountTable accounts, SessionTable sessions, TimeProvider time)
{
    // One exchange in 256 fails by the library's fault.
    const int KeyExchanges = 5;

    static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(60);

    /// <exception cref="LoginException">Telegram refuses, or cannot be reached.</exception>
    /// <exception cref="SessionKeyException">Sessions are stored under another SESSION_KEY; nothing was asked.</exception>
    public async Task<LoggedIn> ExecuteAsync(ILoginQuestions questions, CancellationToken cancellationToken)
    {
        await key.VerifyAsync(cancellationToken);
        var dialog = new LoginDialog(questions);
        for (var exchange = 1; ; exchange++)
            try
            {
                var (user, session) = await LetInAsync(dialog, questions.Attempts, cancellationToken);
                return await StoreAsync(user, user.phone ?? dialog.Phone, session);
            }
            catch (RpcException refused)
            {
                throw LoginRefusals.Explain(refused, time.GetUtcNow());
            }
            catch (WTException failed) when (failed.Message.Contains("new_nonce_hash", StringComparison.Ordinal) && !dialog.CodeAsked && exchange < KeyExchanges)
            {
            }
            catch (WTException fee) when (fee.Message.Contains("PaymentRequired", StringComparison.Ordinal))
            {
                throw new LoginException("Telegram wants a fee before it sends a code to this number: log in with an official app first, where later codes arrive, then here; nothing was added.", fee);
            }
            catch (Exception broken) when (Refusals.IsBroken(broken) && !cancellationToken.IsCancellationRequested)
            {
                throw new LoginException($"Telegram cannot be reached: {Refusals.Reason(broken)}. Check the network and TELEGRAM_PROXY, then log in again; nothing was added.", broken);
            }
    }

    // The client is closed when this returns: a stored session may be leased at once.
    async Task<(User User, byte[] Session)> LetInAsync(LoginDialog dialog, int attempts, CancellationToken cancellationToken)
    {
        byte[] session = [];
        using var silence = new CancellationTokenSource(AnswersWithin, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        dialog.Thinking = thinks => silence.CancelAfter(thinks ? Timeout.InfiniteTimeSpan : AnswersWithin);
        await using var client = factory.Create(null, changed => session = changed, ended.Token.ThrowIfCancellationRequested, dialog.Answer);
        client.MaxCodePwdAttempts = attempts;
        client.OnOther += dialog.HearAsync;
        try
        {
            var user = await client.LoginUserIfNeeded(reloginOnFailedResume: false).WaitAsync(ended.Token);
            return (user, session);
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested)
        {
            throw new TimeoutException($"it has not answered for {AnswersWithin.TotalSeconds:0} s");
        }
    }

    async Task<LoggedIn> StoreAsync(User user, string phone, byte[] session)
    {
        var masked = MaskedPhone.Of(phone);
        var name = $"{user.first_name} {user.last_name}".Trim();
        try
        {
            await sessions.ForgetDeadAsync(user.id, CancellationToken.None);
            var account = await accounts.AddAsync(user.id, masked, name, CancellationToken.None);
            await sessions.AddAsync(account, session, CancellationToken.None);
            return new(account, name, masked, (await sessions.OfAccountAsync(account, CancellationToken.None)).Count);
        }
        catch (NpgsqlException away)
        {
            throw new PermanentException($"Telegram has let this login in, but it could not be stored: {away.Message} End it in Telegram (Settings, Devices), and log in again.", away);
        }
    }
}
