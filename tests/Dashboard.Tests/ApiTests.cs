using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.VisualBasic.FileIO;

namespace Collector.Dashboard.Tests;

public sealed class ApiTests(Site site)
{
    [Theory]
    [InlineData("/channels/{id}", "/channels/999999", HttpStatusCode.NotFound)]
    [InlineData("/channels/{id}", "/channels/REMOVED", HttpStatusCode.NotFound)]
    [InlineData("/channels/{id}/messages", "/channels/999999/messages", HttpStatusCode.NotFound)]
    [InlineData("/channels/{id}/messages", "/channels/REMOVED/messages", HttpStatusCode.NotFound)]
    [InlineData("/channels/{id}/messages", "/channels/1/messages?limit=many", HttpStatusCode.BadRequest)]
    [InlineData("/channels/{id}/export", "/channels/999999/export", HttpStatusCode.NotFound)]
    [InlineData("/channels/{id}/export", "/channels/REMOVED/export", HttpStatusCode.NotFound)]
    [InlineData("/channels/{id}/export", "/channels/1/export?format=xls", HttpStatusCode.BadRequest)]
    [InlineData("/channels/{id}/export", "/channels/1/export?since=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("/channels/{id}/export", "/channels/1/export?since=2024-05-02&until=2024-05-01", HttpStatusCode.BadRequest)]
    [InlineData("/images/{id}", "/images/none", HttpStatusCode.NotFound)]
    [InlineData(null, "/nothing", HttpStatusCode.NotFound)]
    public async Task ARefusalSaysWhyAndIsDescribed(string? template, string path, HttpStatusCode expected)
    {
        var removed = await site.ReadAsync<int>("""
            insert into channels (source, address, title, state) values ('export', '/removed', 'Removed', 'removed')
            on conflict (source, address) do update set state = 'removed'
            returning id
            """);
        using var client = site.Script();

        using var answer = await client.GetAsync("/api" + path.Replace("REMOVED", $"{removed}", StringComparison.Ordinal));

        Assert.Equal(expected, answer.StatusCode);
        await IsAProblemAsync(answer);
        if (template is not null)
            Assert.True(Answers(await DescriptionAsync(), template).TryGetProperty($"{(int)expected}", out _));
    }

    [Theory]
    [InlineData("jsonl", "", "application/jsonl", "true")]
    [InlineData("csv", "&since=&until=", "text/csv", "true")]
    [InlineData("jsonl", "&since=2024-03-01&until=2024-03-31", "application/jsonl", "posted_at >= '2024-03-01Z' and posted_at < '2024-04-01Z'")]
    public async Task AChannelIsDownloadedAsAFile(string format, string dates, string type, string wanted)
    {
        await site.SampleIsCollectedAsync();
        var id = await site.ReadAsync<int>("select id from channels where handle = 'grey_skerry_light'");
        using var client = site.Script();

        using var answer = await client.GetAsync($"/api/channels/{id}/export?format={format}{dates}");

        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"grey_skerry_light.{format}", answer.Content.Headers.ContentDisposition?.FileName);
        var expected = await site.ReadAsync<int[]>($"select array_agg(message_id order by message_id) from messages where channel_id = {id} and {wanted}");
        Assert.Equal(expected, format == "csv" ? CsvIds(await answer.Content.ReadAsStreamAsync()) : JsonIds(await answer.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("csv", true)]
    [InlineData("html", false)]
    [InlineData("html", true)]
    public async Task AChannelIsDownloadedAsAZip(string format, bool images)
    {
        await site.SampleIsCollectedAsync();
        var id = await site.ReadAsync<int>("select id from channels where handle = 'grey_skerry_light'");
        using var client = site.Script();

        using var answer = await client.GetAsync($"/api/channels/{id}/export?format={format}&images={images}");

        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("grey_skerry_light.zip", answer.Content.Headers.ContentDisposition?.FileName);
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        var files = zip.Entries.ToDictionary(entry => entry.FullName, Bytes);
        var stored = files.Keys.Where(file => file.StartsWith("images/", StringComparison.Ordinal)).ToList();
        Assert.Equal(images ? await site.ReadAsync<string[]>("select array_agg(distinct 'images/' || path) from images i join channels c on c.id = i.channel_id where c.handle = 'grey_skerry_light' and i.state = 'stored'") : [], stored);
        Assert.All(stored, file => Assert.Equal(Path.GetFileNameWithoutExtension(file.Replace("images/", "", StringComparison.Ordinal).Replace("/", "", StringComparison.Ordinal)), Convert.ToHexStringLower(SHA256.HashData(files[file]))));
        if (format == "csv")
        {
            Assert.Equal(await site.ReadAsync<int[]>($"select array_agg(message_id order by message_id) from messages where channel_id = {id}"), CsvIds(new MemoryStream(files["grey_skerry_light.csv"])));
            return;
        }

        var pages = files.Where(file => file.Key.EndsWith(".html", StringComparison.Ordinal)).ToDictionary(page => page.Key, page => Encoding.UTF8.GetString(page.Value));
        Assert.Equal(await site.ReadAsync<long>($"select count(*) from messages where channel_id = {id} and kind = 'service' or channel_id = {id} and grouped_id is null"), pages.Values.Sum(page => page.Split(" id=\"m").Length - 1));
        var targets = pages.SelectMany(page => Regex.Matches(page.Value, "(?:href|src)=\"([^\"#:]+)").Select(link => Path.GetRelativePath("/", Path.Combine("/", page.Key, "..", link.Groups[1].Value)))).Distinct().ToList();
        Assert.All(targets, target => Assert.Contains(target, files.Keys));
        Assert.Equal(images, targets.Exists(target => target.StartsWith("images/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task AnImageThatIsNotInTheStoreIsNamedInTheZip()
    {
        await site.SampleIsCollectedAsync();
        var id = await site.ReadAsync<int>("select id from channels where handle = 'harrow_tor_nightlog'");
        var path = await site.ReadAsync<string>($"select min(path) from images where channel_id = {id} and state = 'stored'");
        using var client = site.Script();
        using var away = site.TakeAway(path);

        using var zip = new ZipArchive(await client.GetStreamAsync($"/api/channels/{id}/export?format=jsonl&images=true"));

        Assert.DoesNotContain(zip.Entries, entry => entry.FullName == $"images/{path}");
        Assert.Contains($"images/{path}\n", Encoding.UTF8.GetString(Bytes(zip.GetEntry("missing.txt")!)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutALoginItSaysHow()
    {
        using var client = site.Client();

        using var answer = await client.GetAsync("/api/status");

        Assert.Equal("Bearer", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
        await IsAProblemAsync(answer);
    }

    [Fact]
    public async Task TheDescriptionNamesTheLoginAndEveryRefusalAndPlainNumbers()
    {
        var description = await DescriptionAsync();

        Assert.Equal("bearer", description.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer").GetProperty("scheme").GetString());
        Assert.True(Assert.Single(description.GetProperty("security").EnumerateArray()).TryGetProperty("bearer", out _));
        foreach (var path in description.GetProperty("paths").EnumerateObject())
            Assert.Equal(["application/problem+json", "application/problem+json"], Content(path.Value, "401").Concat(Content(path.Value, "503")));
        Assert.Equal(["application/problem+json"], Content(description.GetProperty("paths").GetProperty("/api/channels/{id}"), "404"));
        Assert.Contains("image/webp", Content(description.GetProperty("paths").GetProperty("/api/images/{id}"), "200"));
        Assert.DoesNotContain("\"pattern\"", description.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("integer", description.GetProperty("components").GetProperty("schemas").GetProperty("IdRange").GetProperty("properties").GetProperty("first").GetProperty("type").GetString());
    }

    static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var content = new MemoryStream();
        using var stream = entry.Open();
        stream.CopyTo(content);
        return content.ToArray();
    }

    static IEnumerable<int> JsonIds(string lines) =>
        lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("message_id").GetInt32());

    static IEnumerable<int> CsvIds(Stream file)
    {
        using var csv = new TextFieldParser(file) { Delimiters = [","] };
        var place = Array.IndexOf(csv.ReadFields()!, "message_id");
        while (csv.ReadFields() is { } fields)
            yield return int.Parse(fields[place], CultureInfo.InvariantCulture);
    }

    async Task<JsonElement> DescriptionAsync()
    {
        using var client = site.Script();
        return await client.GetFromJsonAsync<JsonElement>("/api/openapi.json");
    }

    static JsonElement Answers(JsonElement description, string template) =>
        description.GetProperty("paths").GetProperty("/api" + template).GetProperty("get").GetProperty("responses");

    static IEnumerable<string> Content(JsonElement path, string status) =>
        path.GetProperty("get").GetProperty("responses").GetProperty(status).GetProperty("content").EnumerateObject().Select(content => content.Name);

    static async Task IsAProblemAsync(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetInt32());
    }
}
