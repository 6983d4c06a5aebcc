using System.CommandLine;

namespace Collector.Cli;

/// <summary>Says in one line what is wrong with a command line, and what was meant.</summary>
static class Mistake
{
    public static string Describe(ParseResult command)
    {
        var verb = command.CommandResult.Command;
        var help = $"See {FullName(verb)} --help.";
        if (command.UnmatchedTokens is not [var word, ..])
            return verb.Subcommands.Count > 0 && command.CommandResult.Tokens.Count == 0 && command.Errors[0].Message.Contains("Required command", StringComparison.Ordinal)
                ? $"'{verb.Name}' needs one of: {string.Join(", ", verb.Subcommands.Select(sub => sub.Name))}. {help}"
                : $"{command.Errors[0].Message} {help}";

        if (word.StartsWith('-'))
            return $"Unknown option '{word}'.{Meant(word, Options(verb))} {help}";
        if (verb.Subcommands.Count == 0)
            return $"'{verb.Name}' takes no '{word}'. {help}";
        if (verb is RootCommand && (Directory.Exists(word) || File.Exists(word)))
            return $"To collect {word}: {Shell.Command} --once {word}. {help}";
        return $"Unknown command '{word}'.{Meant(word, verb.Subcommands.Select(sub => sub.Name))} {help}";
    }

    /// <summary>An argument that looks like an option is one that was mistyped.</summary>
    public static string? Option(Command verb, IEnumerable<string> values) =>
        values.FirstOrDefault(value => value.StartsWith('-')) is { } word ? $"Unknown option '{word}'.{Meant(word, Options(verb))}" : null;

    public static string Meant(string word, IEnumerable<string> known) => Suggestion.For(word, known) is { } near ? $" Did you mean '{near}'?" : "";

    static string FullName(Command verb) => verb is RootCommand ? "collector" : $"{FullName(verb.Parents.OfType<Command>().First())} {verb.Name}";

    static IEnumerable<string> Options(Command verb) => verb.Options.Where(option => !option.Hidden).Select(option => option.Name);
}
