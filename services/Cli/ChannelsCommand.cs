using System.CommandLine;
using Collector.Cli.Display;
using Collector.Cli.Running;
using Collector.Scheduler;
using Collector.Sources;

namespace Collector.Cli;

static class ChannelsCommand
{
    static readonly TimeSpan Usual = TimeSpan.FromHours(1);

    public static Command Create(Shell shell) => new("channels", "Configure what is collected.") { Add(shell), List(shell), Pause(shell), RemoveChannelsCommand.Create(shell) };

    static Command Add(Shell shell)
    {
        var paths = new Argument<string[]>("CHANNEL") { Description = "@name, a t.me link, an invitation to a joined chat or a Telegram id; or exports of Telegram Desktop: folders or result.json files.", Arity = ArgumentArity.OneOrMore };
        var every = new Option<TimeSpan?>("--every")
        {
            Description = "How often to look for what is new: 30m, 1h, 2d, or never. [default: 1h]",
            HelpName = "TIME",
            CustomParser = result =>
            {
                if (!Interval.TryParse(result.Tokens[0].Value, out var interval))
                    result.AddError($"--every takes a time like 30m, 1h or 2d, or never; not '{result.Tokens[0].Value}'.");
                return interval;
            },
        };
        var filters = new FilterOptions();
        var add = new Command("add", "Add channels, of Telegram itself or from exports. One that is there already is changed as you say.") { paths, every };
        filters.AddTo(add);
        add.CheckWords(paths);
        add.SetAction(async (command, cancellationToken) =>
        {
            var given = command.GetValue(paths)!;
            var filter = filters.Read(command);
            var live = given.Where(IsLive).Select(text => LiveTelegram.Channel(text, command.GetValue(every))).ToList();

            await using var database = await OpenDatabase.WithSchemaAsync(shell, migrate: false, cancellationToken);
            var inputs = await Inputs.ReadAsync(given.Where(text => !IsLive(text)), command.GetValue(every), cancellationToken);
            foreach (var failure in inputs.Failures)
                shell.Problem($"{failure.Name}: {failure.Error}");
            foreach (var channel in live.Concat(inputs.Channels))
            {
                var added = await new Channels(database).AddAsync(filter(channel) with { UsualEvery = Usual }, cancellationToken);
                shell.Line($"Added {Figures.Name(added.Name)} (ID: {added.TelegramId ?? added.Id})");
                if (added.Warning is { } warning)
                    shell.Problem(warning);
            }

            return inputs.Failures.Count > 0 ? ExitCode.Failed : ExitCode.Complete;
        });
        return add;
    }

    static Command List(Shell shell)
    {
        var json = Json.Option("an array of channels.");
        var list = new Command("list", "Show what is collected.") { json };
        list.SetAction(async (command, cancellationToken) =>
        {
            await using var database = await OpenDatabase.WithSchemaAsync(shell, migrate: false, cancellationToken);
            var channels = await new Channels(database).ListAsync(cancellationToken);
            if (command.GetValue(json))
                await Json.WriteAsync(shell, channels.Select(ListedChannel.Of));
            else if (channels.Count == 0)
                shell.Line($"No channel is configured. Add one: {Shell.Command} channels add PATH");
            else
                shell.Out.Write(ChannelsTable.Render(channels));
            return ExitCode.Complete;
        });
        return list;
    }

    static Command Pause(Shell shell)
    {
        var names = NamedChannels.Argument();
        var pause = new Command("pause", "Begin nothing new for channels, until they are collected again by name.") { names };
        pause.CheckWords(names);
        pause.SetAction(async (command, cancellationToken) =>
        {
            await using var database = await OpenDatabase.WithSchemaAsync(shell, migrate: false, cancellationToken);
            foreach (var channel in await new NamedChannels(database).FindAsync(command.GetValue(names)!, cancellationToken))
            {
                await new Channels(database).PauseAsync(channel.Id, cancellationToken);
                shell.Line($"Paused {Figures.Name(channel.Name)}; `{Shell.Command} collect {channel.Id}` goes on with it.");
            }

            return ExitCode.Complete;
        });
        return pause;
    }

    /// <summary>True for what names a channel of Telegram, and no file.</summary>
    public static bool IsLive(string text) => !Path.Exists(text) && TelegramLink.Is(text);
}
