using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Collector.Cli;

/// <summary>Says in one line what is wrong with a command line, and what was meant.</summary>
static class Mistake
{
    /// <returns>Null when nothing is wrong.</returns>
    public static string? Find(ParseResult command)
    {
        var verb = command.CommandResult.Command;
        var help = $"See {FullName(verb)} --help.";
        if (command.Action is not ParseErrorAction && command.Action != verb.Action)
            return null;
        if (Mistyped(command) is { } option)
            return $"Unknown option '{option}'.{Meant(option, Options(verb))} {help}";
        if (command.Action is not ParseErrorAction)
            return null;
        if (Repeated(command) is { } given)
            return $"{given.Option.Name} is given {given.IdentifierTokenCount} times; it takes one value. {help}";
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

    /// <summary>Refuses empty arguments, such as a script's variable that is not set.</summary>
    public static void CheckWords(this Command verb, Argument<string[]> words) => verb.Validators.Add(result =>
    {
        if ((result.GetValue(words) ?? []).Contains(""))
            result.AddError("An argument is empty: leave it out, or say what is meant.");
    });

    /// <summary>The value as it was typed. In a validator GetValue throws when there is none, or more than one.</summary>
    public static string? Typed(this CommandResult command, Option<string> option) => command.GetResult(option)?.Tokens is [.., var last] ? last.Value : null;

    public static string Meant(string word, IEnumerable<string> known) => Suggestion.For(word, known) is { } near ? $" Did you mean '{near}'?" : "";

    // An argument that looks like an option, unless it is behind -- or the id of a chat.
    static string? Mistyped(ParseResult command)
    {
        var behind = command.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Skip(1).Count();
        return command.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).SkipLast(behind)
            .Select(token => token.Value).FirstOrDefault(word => word.StartsWith('-') && !(word.Length > 1 && word[1..].All(char.IsAsciiDigit)));
    }

    static OptionResult? Repeated(ParseResult command) =>
        command.CommandResult.Children.OfType<OptionResult>().FirstOrDefault(given => given.IdentifierTokenCount > 1 && given.Option.Arity.MaximumNumberOfValues == 1);

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
