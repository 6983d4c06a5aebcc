namespace Collector.Telegram.Accounts;

static class MaskedPhone
{
    const int Shown = 2;

    /// <summary>Enough to tell one's own numbers apart: <c>+49…23</c>.</summary>
    public static string Of(string phone)
    {
        var digits = string.Concat(phone.Where(char.IsAsciiDigit));
        return digits.Length < 4 * Shown ? "+…" : $"+{digits[..Shown]}…{digits[^Shown..]}";
    }
}
