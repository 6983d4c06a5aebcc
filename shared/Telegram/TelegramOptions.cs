using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Collector.Telegram;

/// <summary>How this program presents itself to Telegram, and reaches it.</summary>
public sealed record TelegramOptions
{
    /// <summary>The user's own <c>api_id</c> from https://my.telegram.org/apps, <c>TELEGRAM_API_ID</c>.</summary>
    [ConfigurationKeyName("TELEGRAM_API_ID")]
    [Range(1, int.MaxValue, ErrorMessage = "TELEGRAM_API_ID must be the number that https://my.telegram.org/apps shows.")]
    public int? ApiId { get; init; }

    /// <summary>The <c>api_hash</c> beside it, 32 hexadecimal digits, <c>TELEGRAM_API_HASH</c>.</summary>
    [ConfigurationKeyName("TELEGRAM_API_HASH")]
    [RegularExpression("^[0-9a-fA-F]{32}$", ErrorMessage = "TELEGRAM_API_HASH must be the 32 hexadecimal digits that https://my.telegram.org/apps shows.")]
    public string? ApiHash { get; init => field = Given(value); }

    /// <summary>What sessions are encrypted with in the database, at least 32 characters, <c>SESSION_KEY</c>.</summary>
    [ConfigurationKeyName("SESSION_KEY")]
    public string? SessionKey { get; init => field = Given(value); }

    /// <summary>A SOCKS5 proxy for every connection to Telegram, <c>socks5://user:password@host:port</c>, <c>TELEGRAM_PROXY</c>.</summary>
    [ConfigurationKeyName("TELEGRAM_PROXY")]
    [RegularExpression("^socks5://.+", ErrorMessage = "TELEGRAM_PROXY must look like socks5://user:password@host:port.")]
    public string? Proxy { get; init => field = Given(value); }

    /// <summary>True reads inside an export session, whose limits are lower, <c>TELEGRAM_TAKEOUT</c>.</summary>
    [ConfigurationKeyName("TELEGRAM_TAKEOUT")]
    public bool Takeout { get; init; }

    /// <summary>Calls of one kind that one account has under way in one data center at most, <c>TELEGRAM_CALLS_IN_FLIGHT</c>.</summary>
    [ConfigurationKeyName("TELEGRAM_CALLS_IN_FLIGHT")]
    [Range(1, 64, ErrorMessage = "TELEGRAM_CALLS_IN_FLIGHT must be a number from 1 to 64.")]
    public int CallsInFlight { get; init; } = 16;

    /// <summary>Accounts that one process holds a session of, <c>TELEGRAM_ACCOUNTS</c>; 0 leaves them to others.</summary>
    [ConfigurationKeyName("TELEGRAM_ACCOUNTS")]
    [Range(0, 1000, ErrorMessage = "TELEGRAM_ACCOUNTS must be a number from 0 to 1000.")]
    public int Accounts { get; init; } = 16;

    /// <summary>Another server than Telegram's, for tests and demonstrations: <c>DC&gt;host:port</c>, <c>TELEGRAM_SERVER</c>.</summary>
    [ConfigurationKeyName("TELEGRAM_SERVER")]
    [RegularExpression("^[1-9][0-9]*>.+:[0-9]+$", ErrorMessage = "TELEGRAM_SERVER must look like 2>127.0.0.1:443.")]
    public string? Server { get; init => field = Given(value); }

    /// <summary>A PEM file with that server's public key, <c>TELEGRAM_SERVER_KEY</c>.</summary>
    [ConfigurationKeyName("TELEGRAM_SERVER_KEY")]
    public string? ServerKey { get; init => field = Given(value); }

    // Docker Compose passes what is not set as an empty value.
    static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
