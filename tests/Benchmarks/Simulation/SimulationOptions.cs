using System.Globalization;

namespace Collector.Benchmarks.Simulation;

/// <summary>The rules that everybody reads by; a program gets them as settings, <c>Simulation__…</c>.</summary>
public sealed record SimulationOptions
{
    /// <summary>How long every call takes.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Calls of one account to one data center under way at once; further ones stand in line.</summary>
    public int CallsInFlight { get; init; } = 16;

    /// <summary>Calls of one account within <see cref="Window"/>; further ones are refused. Null for no limit.</summary>
    public int? Budget { get; init; }

    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pages that one program gets per second, evenly; null for no limit.</summary>
    public double? PagesPerSecond { get; init; }

    /// <summary>Whether messages carry <c>raw</c>.</summary>
    public bool Raw { get; init; } = true;

    /// <summary>The accounts that a program holds, <c>accounts.id</c>. None: channels are read as exports are, by whoever is free, and only CONCURRENT_LIMIT limits.</summary>
    public int[] Accounts { get; init; } = [];

    /// <returns>The environment of a program that shall read by these rules.</returns>
    public Dictionary<string, string> ToSettings()
    {
        var settings = new Dictionary<string, string>
        {
            ["Simulation__Latency"] = Latency.ToString("c"),
            ["Simulation__CallsInFlight"] = $"{CallsInFlight}",
            ["Simulation__Window"] = Window.ToString("c"),
            ["Simulation__Raw"] = $"{Raw}",
        };
        if (Budget is { } calls)
            settings["Simulation__Budget"] = $"{calls}";
        if (PagesPerSecond is { } pages)
            settings["Simulation__PagesPerSecond"] = pages.ToString(CultureInfo.InvariantCulture);
        foreach (var (index, account) in Accounts.Index())
            settings[$"Simulation__Accounts__{index}"] = $"{account}";
        return settings;
    }
}
