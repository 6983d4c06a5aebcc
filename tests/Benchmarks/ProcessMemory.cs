using System.Globalization;

namespace Collector.Benchmarks;

/// <summary>What a process holds of the memory, in bytes, as Linux counts it.</summary>
/// <param name="Peak">The most that it ever held, program files among it, which processes share.</param>
/// <param name="Own">What nobody shares, now.</param>
readonly record struct ProcessMemory(long Peak, long Own)
{
    /// <returns>Zero for a process that has ended.</returns>
    public static ProcessMemory Of(int process)
    {
        try
        {
            var kilobytes = File.ReadLines($"/proc/{process}/status")
                .Where(line => line.EndsWith(" kB", StringComparison.Ordinal))
                .Select(line => line.Split([':', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
                .ToDictionary(words => words[0], words => long.Parse(words[1], CultureInfo.InvariantCulture));
            // The compiled code is counted as shared, though it is only mapped twice.
            return kilobytes.Count == 0 ? default : new(kilobytes["VmHWM"] * 1024, (kilobytes["RssAnon"] + kilobytes["RssShmem"]) * 1024);
        }
        catch (IOException)
        {
            // It ended between two looks.
            return default;
        }
    }

    public ProcessMemory Max(ProcessMemory other) => new(Math.Max(Peak, other.Peak), Math.Max(Own, other.Own));
}
