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
            return $"{Incomplete(verb, command.Errors[0].Message)} {help}";

        if (word.StartsWith('-'))
            return $"Unknown option '{word}'.{Meant(word, Options(verb))} {help}";
        if (verb.Subcommands.Count == 0)
            return $"'{verb.Name}' takes no '{word}'{(Options(verb).Any() ? $", only {string.Join(", ", Options(verb))}" : "")}. {help}";
        if (verb is RootCommand && (Directory.Exists(word) || File.Exists(word)))
            return $"To collect {word}: {Shell.Command} --once {Shell.Quoted(word)}. {help}";
        if (verb is RootCommand && ChannelsCommand.IsLive(word))
            return $"To collect {word}: {Shell.Command} channels add {Shell.Quoted(word)}. {help}";
        return $"Unknown command '{word}'.{MeantVerb(word, verb)} {help}";
    }

    /// <summary>Refuses arguments that look like an option, which are mistyped ones, and empty ones, such as a script's variable that is not set.</summary>
    public static void CheckWords(this Command verb, Argument<string[]> words) => verb.Validators.Add(result =>
    {
        var given = result.GetValue(words) ?? [];
        if (given.FirstOrDefault(word => word.StartsWith('-')) is { } option)
            result.AddError($"Unknown option '{option}'.{Meant(option, Options(verb))}");
        else if (given.Contains(""))
            result.AddError("An argument is empty: leave it out, or say what is meant.");
    });

    public static string Meant(string word, IEnumerable<string> known) => Suggestion.For(word, known) is { } near ? $" Did you mean '{near}'?" : "";

    static string Incomplete(Command verb, string error) => error switch
    {
        _ when error.StartsWith("Required command", StringComparison.Ordinal) => $"'{verb.Name}' needs one of: {string.Join(", ", verb.Subcommands.Select(sub => sub.Name))}.",
        _ when error.StartsWith("Required argument '", StringComparison.Ordinal) => $"'{verb.Name}' needs {verb.Arguments[0].Name}. {verb.Arguments[0].Description}",
        _ => error,
    };

    // `list` alone may be that of several verbs.
    static string MeantVerb(string word, Command verb)
    {
        if (Meant(word, verb.Subcommands.Select(sub => sub.Name)) is { Length: > 0 } meant)
            return meant;
        var deeper = verb.Subcommands.Where(sub => sub.Subcommands.Any(inner => inner.Name == word)).Select(sub => $"'{sub.Name} {word}'").ToList();
        return deeper.Count == 0 ? "" : $" Did you mean {string.Join(" or ", deeper)}?";
    }

    static string FullName(Command verb) => verb is RootCommand ? Shell.Command : $"{FullName(verb.Parents.OfType<Command>().First())} {verb.Name}";

    static IEnumerable<string> Options(Command verb) => verb.Options.Where(option => !option.Hidden).Select(option => option.Name);
}
