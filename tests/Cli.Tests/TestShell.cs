using System.Text;
using Spectre.Console;

namespace Collector.Cli.Tests;

/// <summary>A command line whose output is read instead of shown.</summary>
sealed class TestShell
{
    readonly StringBuilder output = new();
    readonly StringBuilder error = new();
    readonly Shell shell;

    /// <param name="input">What is piped into it.</param>
    /// <param name="output">Where its output goes instead; null for <see cref="Out"/>.</param>
    /// <param name="error">Where its problems go instead; null for <see cref="Error"/>.</param>
    public TestShell(IReadOnlyDictionary<string, string?>? settings = null, string input = "", TextWriter? output = null, TextWriter? error = null) =>
        shell = new(Plain(output ?? new StringWriter(this.output)), Plain(error ?? new StringWriter(this.error)), settings ?? new Dictionary<string, string?>(), new StringReader(input));

    public string Out => output.ToString();

    public string Error => error.ToString();

    public Task<int> RunAsync(params string[] args) => RunAsync(TestContext.Current.CancellationToken, args);

    public Task<int> RunAsync(CancellationToken stop, params string[] args) => CommandLine.RunAsync(args, shell, stop);

    public static string Render(Spectre.Console.Rendering.IRenderable renderable, int width)
    {
        var text = new StringWriter();
        var console = Plain(text);
        console.Profile.Width = width;
        console.Write(renderable);
        return text.ToString();
    }

    static IAnsiConsole Plain(TextWriter writer)
    {
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 1000;
        return console;
    }
}
