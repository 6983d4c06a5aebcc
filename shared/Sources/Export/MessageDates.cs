using System.Globalization;
using System.Text.Json;

namespace Collector.Sources.Export;

/// <summary>Dates of a message: Unix seconds are the truth, the text beside them is in the time zone of whoever exported.</summary>
static class MessageDates
{
    /// <summary>What no message has.</summary>
    public static readonly DateTimeOffset None = DateTimeOffset.UnixEpoch;

    const long Latest = 253_402_300_799;

    /// <returns>Null when there is no date that a calendar has.</returns>
    public static DateTimeOffset? Of(JsonElement message, ReadOnlySpan<byte> unixName, ReadOnlySpan<byte> textName)
    {
        if (message.Whole(unixName) is > 0 and <= Latest and var unix)
            return DateTimeOffset.FromUnixTimeSeconds(unix);
        return DateTime.TryParse(message.String(textName), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var text) && text > DateTime.UnixEpoch
            ? new DateTimeOffset(text, TimeSpan.Zero)
            : null;
    }
}
