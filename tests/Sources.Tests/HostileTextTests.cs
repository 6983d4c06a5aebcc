using System.Text;
using System.Text.Json;
using Collector.Testing;
using Dapper;

namespace Collector.Sources.Tests;

public sealed class HostileTextTests(TestDatabase database) : IClassFixture<TestDatabase>, IDisposable
{
    readonly TestExport export = new();

    public void Dispose() => export.Dispose();

    [Theory]
    [InlineData("a\\u0000b", "ab")]
    [InlineData("\\u0000", "")]
    [InlineData("a\\ud83db", "a\uFFFDb")]
    [InlineData("\\udd8a\\ud83d", "\uFFFD\uFFFD")]
    [InlineData("\\uD83E\\uDD8A", "🦊")]
    [InlineData("\\ud83e\\u0000\\udd8a", "\uFFFD\uFFFD")]
    [InlineData("\\ud83e\\ud83e\\udd8a", "\uFFFD🦊")]
    [InlineData("\\u2028\\u00e9", "\u2028é")]
    [InlineData("1=4\\x012\\x0B\\x1Fx\\x00y", "1=4\u00012\u000B\u001Fxy")]
    [InlineData("C:\\\\xampp\\\\u0000 \\\\\\x01", "C:\\xampp\\u0000 \\\u0001")]
    [InlineData("a\u0000b\u0001c", "abc")]
    public async Task WhatPostgreSqlRefusesIsTakenOutOfATextAndOfRaw(string json, string expected)
    {
        var message = await export.ReadOneAsync(TestExport.Message(1, $"\"text\": \"{json}\", \"x{json}\": \"{json}\""));

        Assert.Equal(expected, message.Text);
        using var raw = JsonDocument.Parse(message.Raw!.Value.Utf8);
        Assert.Equal(expected, raw.RootElement.GetProperty("text").GetString());
        Assert.Equal(expected, raw.RootElement.GetProperty("x" + expected).GetString());
        await StoreAsync(message.Text, message.Raw.ToString()!);
    }

    [Fact]
    public async Task BytesThatAreNoUtf8AreReplaced()
    {
        byte[] json = [.. Encoding.UTF8.GetBytes(TestExport.Chat(["{\"id\": 1, \"text\": \"a"])[..^2]), 0xFF, 0xE2, 0x80, .. "b\"}]}"u8];
        export.Write(json);

        var message = Assert.Single(await export.WalkAsync(export.Channel()));

        Assert.Equal("a\uFFFD\uFFFDb", message.Text);
        await StoreAsync(message.Text, message.Raw.ToString()!);
    }

    [Fact]
    public async Task EntitiesStayWhereTheirTextIs()
    {
        var message = await export.ReadOneAsync(TestExport.Message(1, """
            "text_entities": [{"type": "plain", "text": "\u0000a\ud83d"}, {"type": "bold", "text": "\udd8a\u0000b", "href": "\u0000\ud800"}]
            """));

        Assert.Equal("a\uFFFD\uFFFDb", message.Text);
        Assert.Equal("""[{"type":"bold","offset":2,"length":2,"href":"\ufffd"}]""", message.Entities.ToString());
    }

    [Fact]
    public async Task TheTitleIsMendedToo()
    {
        export.Write("""{"name": "a\u0000\ud83d \"b\"", "type": "public_channel", "id": 77, "messages": []}""");

        var look = await export.Source.LookAsync(export.Channel(), TestContext.Current.CancellationToken);

        Assert.Equal("a\uFFFD \"b\"", look.Title);
    }

    [Fact]
    public async Task ATextOfTenMegabytesIsRead()
    {
        var text = string.Concat(Enumerable.Repeat("десять мегабайт 🦊 ", 350_000));
        var message = await export.ReadOneAsync(TestExport.Message(1, $"\"text\": \"{text}\""));

        Assert.Equal(text, message.Text);
        Assert.True(message.Raw!.Value.Utf8.Length > 10_000_000);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task AnEscapeSequenceThatAPieceOfTheFileCutsInTwoIsStillOne(int shift)
    {
        // Four bytes each: with one of the shifts, the border between two pieces lies behind a backslash.
        var message = await export.ReadOneAsync(TestExport.Message(1, $"\"text\": \"{new string('a', shift)}{string.Concat(Enumerable.Repeat("\\x01", 300_000))}\""));

        Assert.Equal(new string('a', shift) + new string('\u0001', 300_000), message.Text);
    }

    async Task StoreAsync(string text, string raw)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.Equal(text, await connection.QuerySingleAsync<string>("select @raw::jsonb ->> 'text'", new { raw }));
    }
}
