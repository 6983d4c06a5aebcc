namespace Collector.EndToEnd.Tests;

/// <summary>A program that has ended.</summary>
/// <param name="Output">Everything it printed.</param>
sealed record Finished(int ExitCode, string Output)
{
    public void Succeeded() => Assert.True(ExitCode == 0, $"It ended with {ExitCode}:\n{Output}");

    /// <summary>It says what is wrong with what, in one line.</summary>
    public void Failed(params ReadOnlySpan<string> line)
    {
        Assert.True(ExitCode == 1, $"It ended with {ExitCode}:\n{Output}");
        foreach (var said in Output.Split('\n'))
        {
            var all = true;
            foreach (var part in line)
                all &= said.Contains(part, StringComparison.Ordinal);
            if (all)
                return;
        }

        Assert.Fail($"It does not say '{string.Join(" … ", line.ToArray())}' in one line:\n{Output}");
    }
}
