using TL;

namespace Collector.Telegram.Accounts;

/// <summary>Answers the library's questions while one login lasts.</summary>
sealed class LoginDialog(ILoginQuestions questions)
{
    string? phone;
    string sentBy = "";
    string? hint;
    int codes;
    int passwords;

    /// <summary>Told when a person begins and ends to think.</summary>
    public Action<bool> Thinking { get; set; } = _ => { };

    /// <summary>From then on nothing can be begun anew: a code was sent, and sending floods.</summary>
    public bool CodeAsked => codes > 0;

    public string Phone => phone ?? "";

    /// <summary>What the library tells beside its questions, before it asks them.</summary>
    public Task HearAsync(IObject told)
    {
        if (told is Auth_SentCode code)
            sentBy = Place(code.type);
        else if (told is Account_Password password)
            hint = password.hint;
        return Task.CompletedTask;
    }

    public string Answer(string what)
    {
        Thinking(true);
        try
        {
            return what switch
            {
                "phone_number" => phone ??= questions.Phone(),
                "verification_code" => questions.Code(sentBy, codes++ > 0),
                "password" => questions.Password(hint, passwords++ > 0),
                // After a code by e-mail it asks which service confirms the address: none.
                "email" when CodeAsked => "",
                "email" => throw new LoginException("Telegram wants this account to have an e-mail address for logins: set one in an official app, then try again."),
                _ => throw new LoginException(LoginRefusals.Unoccupied),
            };
        }
        finally
        {
            Thinking(false);
        }
    }

    static string Place(Auth_SentCodeType type) => type switch
    {
        Auth_SentCodeTypeApp => "in your Telegram app, from 'Telegram'",
        Auth_SentCodeTypeFragmentSms => "on fragment.com",
        Auth_SentCodeTypeSms => "by SMS",
        Auth_SentCodeTypeMissedCall missed => $"the last {missed.length} digits of the number that calls you",
        Auth_SentCodeTypeFlashCall => "the number that calls you",
        Auth_SentCodeTypeCall => "by a phone call",
        Auth_SentCodeTypeEmailCode mail => $"by e-mail to {mail.email_pattern}",
        _ => "where Telegram says",
    };
}
