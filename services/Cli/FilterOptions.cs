using System.CommandLine;
using System.CommandLine.Parsing;
using Collector.Media;
using Collector.Scheduler;

namespace Collector.Cli;

/// <summary>The options that say what of a channel is stored.</summary>
sealed class FilterOptions
{
    const string None = "none";

    readonly Option<DateTimeOffset?> since = new("--since")
    {
        Description = "Only messages from this day or time on, UTC; none for all.",
        HelpName = "DATE",
        CustomParser = result => Parse<DateTimeOffset>(result, text =>
            text == None ? DateTimeOffset.UnixEpoch : PointInTime.TryParse(text, wholeDay: false, out var time) ? time : null, PointInTime.Example),
    };

    readonly Option<bool> images = new("--images") { Description = "With its images (the default).", Arity = ArgumentArity.Zero };
    readonly Option<bool> noImages = new("--no-images") { Description = "Messages without their images.", Arity = ArgumentArity.Zero };

    readonly Option<long?> maxImageSize = new("--max-image-size")
    {
        Description = "No images that announce more than that, such as 500KB or 5MB; none for no limit.",
        HelpName = "SIZE",
        CustomParser = result => Parse<long>(result, text => text == None ? 0 : ByteSize.TryParse(text, out var bytes) && bytes > 0 ? bytes : null, "a size like 500KB or 5MB"),
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { since, images, noImages, maxImageSize })
            command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(images) && result.GetValue(noImages))
                result.AddError("Say --images or --no-images, not both.");
        });
    }

    /// <returns>Gives a channel what the command line says, and leaves the rest as it is.</returns>
    public Func<NewChannel, NewChannel> Read(ParseResult command) => channel => channel with
    {
        Since = command.GetValue(since),
        Images = command.GetValue(noImages) ? false : command.GetValue(images) ? true : null,
        MaxImageBytes = command.GetValue(maxImageSize),
    };

    static T? Parse<T>(ArgumentResult result, Func<string, T?> parse, string expected)
        where T : struct
    {
        var text = result.Tokens[0].Value;
        if (parse(text) is { } value)
            return value;
        result.AddError($"{((OptionResult)result.Parent!).Option.Name} takes {expected}, or none; not '{text}'.");
        return null;
    }
}
