using System.Globalization;
using System.Text.RegularExpressions;
using Collector.Sources;

namespace Collector.Telegram.Reading;

/// <summary>What users call a channel: <c>@name</c>, a link, an invitation, its Telegram id, or that of a basic group with a minus.</summary>
/// <param name="Kind">How it is looked up.</param>
/// <param name="Value">Name without @, the invitation's hash, or the bare id.</param>
public sealed partial record ChannelAddress(ChannelAddressKind Kind, string Value)
{
    /// <summary>The public name; null for what is called otherwise.</summary>
    public string? Handle => Kind == ChannelAddressKind.Name ? Value : null;

    /// <summary>As <c>channels.address</c> keeps it, the same for every way to write it.</summary>
    public string Canonical => Kind switch
    {
        ChannelAddressKind.Name => "@" + Value.ToLowerInvariant(),
        ChannelAddressKind.Invitation => "+" + Value,
        ChannelAddressKind.BasicGroup => "-" + Value,
        _ => Value,
    };

    /// <exception cref="SourceException">Nothing of Telegram's looks like this; the message says what does.</exception>
    public static ChannelAddress Parse(string text)
    {
        var word = Link().Replace(Subdomain().Replace(text.Trim(), "@$1"), "").TrimEnd('/');
        if (Invitation().Match(word) is { Success: true } invitation)
            return new(ChannelAddressKind.Invitation, invitation.Groups[1].Value);
        if (BasicGroup().Match(word) is { Success: true } group)
            return new(ChannelAddressKind.BasicGroup, group.Groups[1].Value);
        if (Id().Match(word) is { Success: true } id && long.TryParse(id.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
            return new(ChannelAddressKind.Id, number.ToString(CultureInfo.InvariantCulture));
        if (Name().Match(word) is { Success: true } name)
            return new(ChannelAddressKind.Name, name.Groups[1].Value);
        throw new SourceException($"'{text}' names no channel: write @name, https://t.me/name, an invitation link https://t.me/+…, or its Telegram id.");
    }

    [GeneratedRegex(@"^(https?://)?((www\.)?(t|telegram)\.(me|dog)/(s/)?)", RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    // As Telegram writes links to names, too.
    [GeneratedRegex(@"^(?:https?://)?([A-Za-z][A-Za-z0-9_]{3,31})\.t\.me(?=$|[/?])", RegexOptions.IgnoreCase)]
    private static partial Regex Subdomain();

    [GeneratedRegex(@"^(?:\+|joinchat/|tg://join\?invite=)([A-Za-z0-9_-]{8,64})$")]
    private static partial Regex Invitation();

    // As bots see it. Ids of channels have more digits there.
    [GeneratedRegex(@"^-([1-9]\d{4,11})$")]
    private static partial Regex BasicGroup();

    // In a link to one of its messages, or with the prefix that bots see.
    [GeneratedRegex(@"^(?:c/|-100)?(\d{5,15})(?:/\d+)*(?:\?.*)?$")]
    private static partial Regex Id();

    [GeneratedRegex(@"^(?:@|tg://resolve\?domain=)?([A-Za-z][A-Za-z0-9_]{2,31})(?:/\d+)*(?:[?&].*)?$")]
    private static partial Regex Name();
}

/// <summary>How a channel is looked up.</summary>
public enum ChannelAddressKind
{
    Name,
    Invitation,
    Id,
    BasicGroup,
}
