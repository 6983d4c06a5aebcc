using Collector.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Spectre.Console;

namespace Collector.Cli;

/// <summary>What a command talks to: the terminal and the settings.</summary>
/// <param name="input">Where answers are read from; null for the terminal.</param>
sealed class Shell(IAnsiConsole output, IAnsiConsole error, IReadOnlyDictionary<string, string?> settings, TextReader? input)
{
    /// <summary>What the user types to get here: services/run says so, an installed program is <c>collector</c>.</summary>
    public static string Command => Quoted(Program);

    /// <summary>Where <see cref="Command"/> lies, as the user named it; empty for one that is found on the path.</summary>
    public static string Place => Path.GetDirectoryName(Program) ?? "";

    static string Program { get; } = Environment.GetEnvironmentVariable("COLLECTOR_COMMAND") ?? "collector";

    public IAnsiConsole Out => output;

    public IAnsiConsole Error => error;

    /// <summary>True when the output is a terminal that can be drawn on; otherwise it gets plain lines.</summary>
    public bool Live => output.Profile.Out.IsTerminal && output.Profile.Capabilities.Ansi && output.Profile.Capabilities.Interactive;

    /// <summary>True when somebody sits at the keyboard.</summary>
    public bool IsAnswered => input is null;

    /// <summary>A word as a shell reads it back.</summary>
    public static string Quoted(string word) =>
        word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./:,@+".Contains(letter)) ? word : $"'{word.Replace("'", "'\\''")}'";

    public static Shell Create()
    {
        var error = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return new(Plain(AnsiConsole.Console), Plain(error), new Dictionary<string, string?>(), Console.IsInputRedirected ? Console.In : null);
    }

    public HostApplicationBuilder CreateBuilder()
    {
        var builder = Settings.CreateBuilder();
        // Lowest of all: everything in one process unless a setting says otherwise.
        builder.Configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?> { ["Transport"] = "memory" },
        });
        builder.Configuration.AddInMemoryCollection(settings);
        return builder;
    }

    public void Line(string text = "") => output.WriteLine(text);

    public void Problem(string line)
    {
        try
        {
            error.Write(new Text(line + Environment.NewLine, new Style(Color.Red)));
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            // Nobody can be told; the exit code says it.
        }
    }

    /// <returns>What was typed, never nothing.</returns>
    /// <param name="secret">Not shown while it is typed.</param>
    /// <exception cref="UsageException">The input has no answer.</exception>
    public string Ask(string question, bool secret = false)
    {
        if (input is null)
            return error.Prompt(new TextPrompt<string>(Markup.Escape(question)) { IsSecret = secret, Mask = null });

        Line(question);
        return input.ReadLine() is { Length: > 0 } answer ? answer : throw new UsageException($"The input has no answer to: {question}");
    }

    public bool Confirm(string question) => error.Prompt(new ConfirmationPrompt(Markup.Escape(question)) { DefaultValue = false });

    // A redirected stream has no width: lines must not be broken at 80.
    static IAnsiConsole Plain(IAnsiConsole console)
    {
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = 10_000;
        return console;
    }
}
