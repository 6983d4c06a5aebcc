using System.Globalization;
using Collector.Testing;

namespace Collector.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Quick">Seconds long, to see that it works; its numbers say nothing.</param>
/// <param name="Nightly">With what takes too long for every day.</param>
/// <param name="Output">The folder of what it leaves behind.</param>
/// <param name="Words">What is no option; the first is the benchmark's name.</param>
sealed record Arguments(bool Quick, bool Nightly, string Output, IReadOnlyList<string> Words)
{
    public string? Name => Words.Count > 0 ? Words[0] : null;

    public static Arguments Parse(string[] args)
    {
        var words = args.ToList();
        var output = words.IndexOf("--output") is >= 0 and var at && at + 1 < words.Count ? words[at + 1] : null;
        if (output is not null)
            words.RemoveRange(words.IndexOf("--output"), 2);
        return new(words.Remove("--quick"), words.Remove("--nightly"), Path.GetFullPath(output ?? Path.Combine(Repository.Root, ".artifacts", "benchmarks")), words);
    }

    /// <summary>Those after the benchmark's name.</summary>
    public int[] Numbers(int[] otherwise) => Words.Count > 1 ? [.. Words.Skip(1).Select(word => int.Parse(word, CultureInfo.InvariantCulture))] : otherwise;

    public int Number(int position, int otherwise) => Words.Count > position ? int.Parse(Words[position], CultureInfo.InvariantCulture) : otherwise;
}
