using System.Text.RegularExpressions;

namespace Collector.Sources;

/// <summary>What people write for a channel of Telegram: <c>@name</c>, a link, an id. A bare name could be a folder that is not there.</summary>
public static partial class TelegramLink
{
    public static bool Is(string text) => Link().IsMatch(text);

    [GeneratedRegex(@"^(@|tg:|(https?://)?((www\.)?(t|telegram)\.(me|dog)/|[a-z]\w{3,31}\.t\.me($|[/?]))|(-(100)?)?\d{5,15}$)", RegexOptions.IgnoreCase)]
    private static partial Regex Link();
}
