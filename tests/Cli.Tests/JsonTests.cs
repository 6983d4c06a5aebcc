using System.Text.Json;

namespace Collector.Cli.Tests;

public sealed class JsonTests(Scene scene) : IClassFixture<Scene>
{
    [Theory]
    [InlineData("status", "id name title handle source address state last_error next_due_at collected total open messages images_stored image_bytes images_wanted images_failed images_waiting image_error look_pending outstanding parked parked_error doubtful seen has_no_account images active working failure share")]
    [InlineData("channels list", "id name handle title kind source address telegram_id state last_error every next_due_at last_seen_at since images max_image_bytes")]
    [InlineData("verify", "id name whole first top missing_ids messages reported images images_wanted images_failed files problems")]
    public async Task AVerbGivesOneDocumentWithItsDocumentedNames(string verb, string names)
    {
        Assert.Equal(0, await scene.Shell().RunAsync("--once", scene.Export("json", new() { ChatId = 601, Messages = 10, Title = "\u001b[31mred [b]" })));
        var shell = scene.Shell();

        Assert.Equal(0, await shell.RunAsync([.. verb.Split(' '), "--json"]));

        var channel = JsonDocument.Parse(shell.Out).RootElement.EnumerateArray().Single(one => one.GetProperty("name").GetString() == "json");
        Assert.Equal(names.Split(' '), channel.EnumerateObject().Select(member => member.Name));
        Assert.Equal(10, channel.TryGetProperty("messages", out var messages) ? messages.GetInt32() : 10);
    }

    [Theory]
    [InlineData("status", typeof(ChannelProgress))]
    [InlineData("channels list", typeof(ListedChannel))]
    [InlineData("verify", typeof(Verifying.VerifiedChannel))]
#if LIVE_TELEGRAM
    [InlineData("accounts list", typeof(Cli.Accounts.ListedAccount))]
#endif
    [InlineData("dead-letters list", typeof(ListedDeadLetter))]
    public void TheNamesAreThoseOfTheReadme(string verb, Type element)
    {
        var names = element.GetProperties().Select(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));

        Assert.Contains($"\n| `{verb}` | `{string.Join(", ", names)}`", File.ReadAllText(Path.Combine(Testing.Repository.Root, "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutABrokerThereAreNoDeadLettersInJsonEither()
    {
        var shell = scene.Shell();
        Assert.Equal(0, await shell.RunAsync("dead-letters", "list", "--json"));
        Assert.Equal(0, JsonDocument.Parse(shell.Out).RootElement.GetArrayLength());
    }

    [Fact]
    public async Task WatchingWithoutATerminalPrintsPlainLinesUntilItIsStopped()
    {
        Assert.Equal(0, await scene.Shell().RunAsync("--once", scene.Export("watched", new() { ChatId = 602, Messages = 10 })));
        using var stop = new CancellationTokenSource();
        var shell = scene.Shell();
        var watching = shell.RunAsync(stop.Token, "status", "--watch");

        await Testing.Eventually.TrueAsync(() => Task.FromResult(shell.Out.Contains("Progress: ", StringComparison.Ordinal)));
        await stop.CancelAsync();

        Assert.Equal(0, await watching);
        Assert.DoesNotContain('\u001b', shell.Out);
        Assert.Contains("watched", shell.Out, StringComparison.Ordinal);
    }
}
