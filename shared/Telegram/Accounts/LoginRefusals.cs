using System.Globalization;
using Collector.Telegram.Clients;
using TL;

namespace Collector.Telegram.Accounts;

/// <summary>What Telegram's refusals of a login mean to the one who logs in, and what to do.</summary>
static class LoginRefusals
{
    public const string Unoccupied = "No Telegram account has this phone number. Sign up in an official app first; Collector never does.";

    public static LoginException Explain(RpcException refused, DateTimeOffset now) => new(Line(refused, now), refused);

    static string Line(RpcException refused, DateTimeOffset now) => refused.Message switch
    {
        "PHONE_NUMBER_INVALID" => "Telegram does not know such a phone number: give it with the country's code, as in +49 151 23456789.",
        "PHONE_NUMBER_BANNED" => "Telegram has banned this phone number. Write to recover@telegram.org, or use another account.",
        "USER_DEACTIVATED" or "USER_DEACTIVATED_BAN" => "Telegram has banned or deleted this account. Write to recover@telegram.org, or use another account.",
        "PHONE_NUMBER_UNOCCUPIED" => Unoccupied,
        "PHONE_CODE_INVALID" or "PHONE_CODE_EMPTY" => "The code is wrong, so nothing was added. Log in again for a new one, and not often: Telegram then makes you wait.",
        "PHONE_CODE_EXPIRED" => "The code has expired; one that is sent to anybody by Telegram does at once. Log in again for a new one.",
        "PASSWORD_HASH_INVALID" => "The password is wrong: the two-step verification's, from Telegram's settings. Nothing was added.",
        "PHONE_PASSWORD_PROTECTED" => "The account is protected by a password that Telegram does not ask for here: log in with an official app once, then try again.",
        "FLOOD_WAIT_X" => $"Telegram asks to wait {Duration(refused.X)} before the next login: not before {now.AddSeconds(refused.X).UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC.",
        "PHONE_PASSWORD_FLOOD" or "PHONE_NUMBER_FLOOD" => "There were too many logins or wrong passwords with this number. Telegram does not say when it may be tried again: wait a day.",
        "API_ID_INVALID" => "Telegram does not know TELEGRAM_API_ID, or TELEGRAM_API_HASH does not belong to it: copy both from https://my.telegram.org/apps.",
        "API_ID_PUBLISHED_FLOOD" => "This TELEGRAM_API_ID was published, and Telegram no longer accepts it: make your own at https://my.telegram.org/apps.",
        "UPDATE_APP_TO_LOGIN" => "Telegram wants a newer program for this login: update Collector.",
        _ when Refusals.Passing(refused) => $"Telegram has trouble of its own ({refused.Message}): log in again in some minutes. Nothing was added.",
        _ => $"Telegram refuses the login: {refused.Message}. Nothing was added.",
    };

    public static string Duration(int seconds) => seconds switch
    {
        < 120 => $"{seconds} s",
        < 7200 => $"{(seconds + 59) / 60} min",
        _ => $"{seconds / 3600} h {seconds % 3600 / 60} min",
    };
}
