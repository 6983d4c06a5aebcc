namespace Collector.EndToEnd.Tests;

public sealed class ChangedExportTests
{
    [Fact]
    public async Task OnlyWhatDiffersIsWrittenAndTheOldTextIsKept()
    {
        await using var stack = await Stack.NewAsync();
        var export = await CollectAsync(stack, 700);
        var before = await RowsAsync(stack);

        // The longer channel begins as the shorter one did.
        stack.Export("news", new() { Messages = 705 });
        var (edited, gone) = (0, 0);
        ExportEdit.Change(export, messages =>
        {
            (edited, gone) = (messages[200]!.Id(), messages[300]!.Id());
            messages[200]!.Rewrite("edited");
            messages.RemoveAt(300);
        });
        var old = await TextAsync(stack, edited);
        (await stack.CollectorAsync("--once", export)).Succeeded();

        var after = await RowsAsync(stack);
        Assert.Equal(705, after.Count);
        Assert.Equal(7, Changed(before, after).Count());
        Assert.Contains($"{gone} deleted", Changed(before, after));
        Assert.Equal("edited", await TextAsync(stack, edited));
        Assert.Equal([$"{edited} {old}"], await stack.ListAsync<string>("select concat_ws(' ', message_id, text) from message_versions"));
    }

    [Fact]
    public async Task APartialExportMarksNothingOutsideOfItsRange()
    {
        await using var stack = await Stack.NewAsync();
        var export = await CollectAsync(stack, 900);
        var before = await RowsAsync(stack);

        var gone = 0;
        ExportEdit.Change(export, messages =>
        {
            gone = messages[400]!.Id();
            messages.RemoveAt(400);
            messages.RemoveRange(600, messages.Count - 600);
            messages.RemoveRange(0, 300);
        });
        (await stack.CollectorAsync("--once", export)).Succeeded();

        Assert.Equal([$"{gone} deleted"], Changed(before, await RowsAsync(stack)));
    }

    static async Task<string> CollectAsync(Stack stack, int messages)
    {
        var export = stack.Export("news", new() { Messages = messages });
        (await stack.CollectorAsync("--once", export)).Succeeded();
        return export;
    }

    static Task<string> TextAsync(Stack stack, int id) => stack.ReadAsync<string>($"select text from messages where message_id = {id}");

    // With the transaction that wrote the row.
    static async Task<Dictionary<string, string>> RowsAsync(Stack stack) =>
        (await stack.ListAsync<(string, string)>("select concat_ws(' ', message_id, case when deleted_at is not null then 'deleted' end), xmin::text from messages")).ToDictionary();

    static IEnumerable<string> Changed(Dictionary<string, string> before, Dictionary<string, string> after) => after.Except(before).Select(row => row.Key);
}
