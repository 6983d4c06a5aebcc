using System.Globalization;
using System.Text.Json.Nodes;
using Collector.Cli.Exporting;
using Collector.Contracts;
using Collector.Testing;
using Dapper;
using DuckDB.NET.Data;

namespace Collector.Cli.Tests.Exporting;

/// <summary>What was written is read by another program, and compared with the rows.</summary>
public sealed class TableFormatTests(ExportScene scene) : IClassFixture<ExportScene>
{
    static readonly string[] Names =
    [
        "channel_id", "handle", "title", "message_id", "posted_at", "edited_at", "deleted_at", "kind", "author", "sender_id", "sender_name", "text", "entities", "reply_to",
        "forwarded_from", "views", "forwards", "replies", "reactions", "grouped_id", "media_kind", "media", "image_id", "image_path", "image_sha256",
        "via_bot", "ttl_period", "no_forwards",
    ];

    static readonly string[] Times = ["posted_at", "edited_at", "deleted_at"];
    static readonly string[] Jsons = ["entities", "forwarded_from", "reactions", "media"];

    [Theory]
    [InlineData("jsonl", "read_json('{0}', format = 'newline_delimited', columns = {1})")]
    [InlineData("csv", "read_csv('{0}', header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', columns = {1})")]
    [InlineData("parquet", "read_parquet('{0}')")]
    public async Task EveryValueOfEveryRowIsReadBackByAnotherProgram(string format, string reader)
    {
        var path = scene.PathOf($"all.{format}");
        var shell = await scene.ExportAsync(0, "plenty", "other", "-o", path);
        Assert.StartsWith("720 messages of 2 channels are in ", shell.Out, StringComparison.Ordinal);

        var columns = $"{{{string.Join(", ", Names.Select(name => $"'{name}': '{Type(name)}'"))}}}";
        var rows = await ReadAsync(string.Format(CultureInfo.InvariantCulture, reader, path, columns));
        var expected = await ExpectedAsync();
        if (format == "csv")
            expected = [.. expected.Select(row => row.Select(value => value is "" ? null : value).ToArray())];

        Assert.Equal(720, expected.Count);
        Assert.Equal(expected.Count, rows.Count);
        foreach (var (row, same) in rows.Zip(expected))
            Assert.Equal(same, row);
    }

    [Theory]
    [InlineData("jsonl", 720)]
    [InlineData("csv", 720)]
    public async Task ToStandardOutputGoesNothingElse(string format, int messages)
    {
        var path = scene.PathOf($"piped.{format}");
        await scene.ExportAsync(0, "-o", path);

        await using var run = ServiceProcess.Start("Cli", scene.Scene.Settings, "export", "--format", format, "-o", "-");
        Assert.Equal(0, await run.WaitForExitAsync());

        Assert.Equal(await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken), run.Lines);
        Assert.True(run.Lines.Count >= messages);
    }

    [Fact]
    public async Task DatesNarrowItAndTheLastDayIsWhole()
    {
        var since = await scene.Scene.QueryAsync<string>("select to_char(min(posted_at at time zone 'UTC') + interval '1 day', 'YYYY-MM-DD') from messages");
        var expected = await scene.Scene.QueryAsync<long>($"select count(*) from messages m join channels c on c.id = m.channel_id where handle = 'plenty' and (posted_at at time zone 'UTC')::date = '{since}'");

        await scene.ExportAsync(0, "plenty", "--since", since!, "--until", since!, "-o", scene.PathOf("day.jsonl"));
        Assert.Equal(expected, File.ReadLines(scene.PathOf("day.jsonl")).LongCount());
        Assert.NotEqual(0, expected);
    }

    [Fact]
    public async Task NothingIsOverwrittenUnlessForcedAndNothingHalfRemains()
    {
        var path = scene.PathOf("kept.csv");
        await File.WriteAllTextAsync(path, "mine", TestContext.Current.CancellationToken);
        Assert.Equal($"{path} exists; --force replaces it.", (await scene.ExportAsync(2, "other", "-o", path)).Error.TrimEnd());
        Assert.Equal("mine", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));

        await scene.ExportAsync(0, "other", "-o", path, "--force");
        Assert.Equal(20, File.ReadLines(path).Count(line => line.Contains(",other,Other,", StringComparison.Ordinal)));
        Assert.Empty(Directory.GetFiles(scene.Folder, "*.partial", new EnumerationOptions { AttributesToSkip = 0 }));
    }

    [Fact]
    public async Task ImagesAreCopiedOnceBesideTheFile()
    {
        await scene.ExportAsync(0, "plenty", "-o", scene.PathOf("pictures.jsonl"), "--images");

        var named = File.ReadLines(scene.PathOf("pictures.jsonl")).Select(line => JsonNode.Parse(line)!["image_path"]?.GetValue<string>()).OfType<string>().Distinct().ToList();
        Assert.NotEmpty(named);
        Assert.All(named, path => Assert.Equal(File.ReadAllBytes(Path.Combine(scene.Scene.Images, path)), File.ReadAllBytes(scene.PathOf($"pictures.images/{path}"))));
    }

    [Theory]
    [InlineData("plnty -o a.csv", 2, "No channel is called 'plnty'. Did you mean 'plenty'?")]
    [InlineData("plenty -o a.txt", 2, "Say how to write it: --format jsonl|csv|parquet|html.")]
    [InlineData("plenty -o a.txt --format parqet", 2, "There is no format 'parqet'. Did you mean 'parquet'?")]
    [InlineData("plenty -o a.csv --since yesterday", 2, "--since takes a date like 2024-01-31")]
    [InlineData("plenty -o a.csv --untill 2024-01-01", 2, "Unknown option '--untill'. Did you mean '--until'?")]
    [InlineData("plenty -o /no/such/folder/a.csv", 2, "/no/such/folder/a.csv: there is no folder to put it in")]
    [InlineData("plenty -o /tmp --format csv", 2, "/tmp is a folder")]
    [InlineData("plenty -o /tmp --format html --force", 2, "/tmp is a folder that no export made")]
    [InlineData("plenty -o /proc/a.csv", 1, "/proc/a.csv cannot be written: ")]
    [InlineData("plenty -o /dev/null --format csv --force", 2, "/dev/null is no file; -o - writes to standard output.")]
    [InlineData("plenty -o - --format html", 2, "Standard output takes --format jsonl or csv, without --images.")]
    [InlineData("plenty -o - --format csv --images", 2, "Standard output takes --format jsonl or csv, without --images.")]
    [InlineData("plenty -o a.csv --since 2024-05-02 --until 2024-05-01", 2, "--until must be later than --since.")]
    [InlineData("plenty -o a.csv --since 2024-05-01T12:00 --until 2024-05-01T12:00", 2, "--until must be later than --since.")]
    [InlineData("plenty", 2, "Say where to write it: -o news.csv")]
    public async Task AMistakeNamesTheMend(string line, int code, string expected)
    {
        var shell = await scene.ExportAsync(code, line.Split(' '));
        Assert.StartsWith(expected, shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StandardOutputIsCalledThatWhenItIsFull()
    {
        var full = new Exporter(new("csv", false, (_, _) => throw new IOException("No space left on device")), ExportOutput.Standard, force: false, store: null);

        var failure = await Assert.ThrowsAsync<PermanentException>(() => full.ExecuteAsync([], null!, () => { }, TestContext.Current.CancellationToken));
        Assert.Equal("Standard output cannot be written: No space left on device", failure.Message);
    }

    static string Type(string name) =>
        Times.Contains(name) ? "TIMESTAMP" : name is "channel_id" or "message_id" or "reply_to" or "views" or "forwards" or "replies" or "grouped_id" or "ttl_period" ? "BIGINT" : name is "no_forwards" ? "BOOLEAN" : Jsons.Contains(name) ? "JSON" : "VARCHAR";

    static async Task<List<string?[]>> ReadAsync(string source)
    {
        await using var duck = new DuckDBConnection("DataSource=:memory:");
        await duck.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = duck.CreateCommand();
        command.CommandText = $"select {string.Join(", ", Names.Select(name => Times.Contains(name) ? $"epoch_us({name})::varchar" : $"{name}::varchar"))} from {source}";
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string?[]>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add([.. Names.Select((name, i) => Normal(name, reader.IsDBNull(i) ? null : reader.GetString(i)))]);
        return rows;
    }

    async Task<List<string?[]>> ExpectedAsync()
    {
        var columns = Names.Select(name => name switch
        {
            _ when Times.Contains(name) => $"(extract(epoch from m.{name}) * 1000000)::bigint::text",
            "channel_id" => "c.id::text",
            "handle" or "title" => $"c.{name}",
            "image_path" or "image_sha256" => $"i.{name["image_".Length..]}",
            _ => $"m.{name}::text",
        });
        await using var connection = await scene.Scene.OpenAsync();
        await using var reader = await connection.ExecuteReaderAsync(
            $"select {string.Join(", ", columns)} from messages m join channels c on c.id = m.channel_id left join images i on i.image_id = m.image_id order by c.handle <> 'plenty', m.message_id");
        var rows = new List<string?[]>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add([.. Names.Select((name, i) => Normal(name, reader.IsDBNull(i) ? null : reader.GetString(i)))]);
        return rows;
    }

    static string? Normal(string name, string? value) => value is not null && Jsons.Contains(name) ? JsonNode.Parse(value)!.ToJsonString() : value;
}
