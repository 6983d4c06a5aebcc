using Collector.Contracts;
#if LIVE_TELEGRAM
using System.Collections.Concurrent;
using System.Threading.Channels;
using Collector.Telegram.Accounts;
#endif

namespace Collector.Dashboard;

/// <summary>A login at Telegram whose questions are answered on a page, one after the other. Disposing of it gives it up.</summary>
#if LIVE_TELEGRAM
sealed class AccountLogin(Func<Login> logins) : ILoginQuestions, IDisposable
{
    // Telegram's codes do not live much longer.
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    readonly Channel<LoginQuestion> questions = Channel.CreateUnbounded<LoginQuestion>();
    readonly BlockingCollection<string> answers = [];
    readonly CancellationTokenSource ended = new(Patience);
    bool givenUp;
    string phone = "";

    /// <summary>Who was let in, once there is no question left.</summary>
    public string Name { get; private set; } = "";

    int ILoginQuestions.Attempts => 3;

    /// <param name="number">The phone number, with the country's code.</param>
    /// <returns>What Telegram asks; null when the account is logged in.</returns>
    /// <exception cref="PermanentException">The login has ended without; the message says what to do.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public Task<LoginQuestion?> BeginAsync(string number)
    {
        phone = number;
        _ = Task.Run(RunAsync);
        return NextAsync();
    }

    /// <inheritdoc cref="BeginAsync"/>
    public Task<LoginQuestion?> AnswerAsync(string answer)
    {
        answers.Add(answer);
        return NextAsync();
    }

    public void Dispose()
    {
        givenUp = true;
        _ = ended.CancelAsync();
    }

    string ILoginQuestions.Phone() => phone;

    string ILoginQuestions.Code(string sentBy, bool again) => Ask(new("Code", $"Telegram has sent a code ({sentBy}).", Secret: false, again ? "That code is wrong." : null));

    string ILoginQuestions.Password(string? hint, bool again) =>
        Ask(new("Password of the two-step verification", string.IsNullOrEmpty(hint) ? null : $"Your hint: {hint}", Secret: true, again ? "That password is wrong." : null));

    string Ask(LoginQuestion question)
    {
        questions.Writer.TryWrite(question);
        return answers.Take(ended.Token);
    }

    async Task<LoginQuestion?> NextAsync() => await questions.Reader.WaitToReadAsync() && questions.Reader.TryRead(out var question) ? question : null;

    async Task RunAsync()
    {
        try
        {
            Name = (await logins().ExecuteAsync(this, ended.Token)).Name;
            questions.Writer.Complete();
        }
        catch (OperationCanceledException) when (!givenUp)
        {
            questions.Writer.Complete(new PermanentException($"Nothing was answered for {Patience.TotalMinutes:0} minutes, so the login was given up. Begin again."));
        }
        catch (Exception failed)
        {
            questions.Writer.Complete(failed);
        }
    }
}
#else
sealed class AccountLogin : IDisposable
{
    public string Name { get; } = "";

#pragma warning disable CA1822 // As it is with live Telegram.
    public Task<LoginQuestion?> BeginAsync(string number) => throw new PermanentException("This build has no live Telegram: nobody can log in.");
#pragma warning restore CA1822

    public Task<LoginQuestion?> AnswerAsync(string answer) => BeginAsync(answer);

    public void Dispose()
    {
    }
}
#endif
