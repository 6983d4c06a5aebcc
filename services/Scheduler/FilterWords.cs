using Collector.Contracts;
using Collector.Media;

namespace Collector.Scheduler;

/// <summary>What of a channel is stored, in words.</summary>
public static class FilterWords
{
    /// <returns>Empty when everything is.</returns>
    public static string Of(ChannelFilter? filter)
    {
        var words = new List<string>();
        if (filter?.Since is { } first)
            words.Add(first.TimeOfDay == default ? $"since {first.UtcDateTime:yyyy-MM-dd}" : $"since {first.UtcDateTime:yyyy-MM-dd HH:mm}");
        if (filter?.Images == false)
            words.Add("no images");
        if (filter?.MaxImageBytes is { } bytes)
            words.Add($"images up to {ByteSize.Text(bytes)}");
        return string.Join(", ", words);
    }
}
