using System.Runtime.Versioning;
using Collector.Contracts;
using Collector.Sources.Export;
using Collector.Testing;

namespace Collector.Sources.Tests;

public sealed class BrokenFileTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AFileCutAnywhereGivesWhatIsBeforeTheCut()
    {
        using var whole = new TestExport();
        var path = new ExportFile { Messages = 6, ChatId = 77, Seed = 3 }.Write(whole.Folder);
        var json = await File.ReadAllBytesAsync(path, Stop);
        var expected = await whole.WalkAsync(whole.Channel());

        var most = 0;
        for (var length = 0; length < json.Length; length++)
        {
            using var cut = new TestExport();
            cut.Write(json[..length]);
            var found = await ReadAsync(cut, length);
            Assert.InRange(found.Count, most, expected.Count);
            Assert.Equal(expected.Take(found.Count).Select(Essence), found.Select(Essence));
            most = found.Count;
        }
        Assert.Equal(expected.Count, most);
    }

    [Fact]
    public async Task AnAccountCutAnywhereGivesTheChatsBeforeTheCut()
    {
        using var whole = new TestExport();
        var path = ExportFile.WriteAccount(whole.Folder, new() { Messages = 3, ChatId = 1 }, new() { Messages = 1, ChatId = 2, Type = "personal_chat" }, new() { Messages = 3, ChatId = 3 });
        var json = await File.ReadAllBytesAsync(path, Stop);

        var most = 0;
        for (var length = 0; length < json.Length; length++)
        {
            using var cut = new TestExport();
            cut.Write(json[..length]);
            try
            {
                var catalog = await ExportCatalog.ReadAsync(cut.File, Stop);
                Assert.Contains("ends in the middle", catalog.Problem, StringComparison.Ordinal);
                var messages = catalog.Chats.Sum(chat => chat.Messages);
                Assert.InRange(messages, most, 6);
                most = messages;
                // The first chat is whole as soon as another one follows it.
                if (catalog.Chats.Count == 2)
                    Assert.Null(catalog.Chats[0].Problem);
            }
            catch (SourceException problem)
            {
                Assert.Equal(0, most);
                OneLineNaming(cut.File, problem.Message);
            }
        }
        Assert.Equal(6, most);
    }

    [Fact]
    public async Task AFileWithAnyByteChangedIsReadOrRefusedButNeverCrashes()
    {
        using var whole = new TestExport();
        var path = ExportFile.WriteAccount(whole.Folder, new() { Messages = 4, ChatId = 77, PictureEvery = 2, Type = "public_supergroup" }, new() { Messages = 3, ChatId = 78 });
        var json = await File.ReadAllBytesAsync(path, Stop);
        var random = new Random(5);

        for (var round = 0; round < 3000; round++)
        {
            var changed = json.ToArray();
            for (var i = random.Next(1, 4); i > 0; i--)
                changed[random.Next(changed.Length)] = round % 2 == 0 ? (byte)random.Next(256) : "\"\\{}[],:0-eux\0 "u8[random.Next(15)];
            whole.Write(changed);
            whole.Forget();
            foreach (var chat in new[] { 77, 78 })
                try
                {
                    await whole.WalkAsync(whole.Channel(chat));
                }
                catch (SourceException problem)
                {
                    OneLineNaming(whole.File, problem.Message);
                }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"id\": 3, \"text\": \"a\"quote\"}")]
    [InlineData("{\"id\": 3 \"text\": 1}")]
    [InlineData("{\"id\": 3, \"document_id\": video_files/sticker (2).webm}")]
    [InlineData("\u0001\u0002")]
    public async Task AFileBrokenInTheMiddleEndsBeforeTheBreak(string broken)
    {
        using var export = new TestExport();
        export.WriteMessages(TestExport.Message(1), TestExport.Message(2), broken, TestExport.Message(4));

        var look = await export.Source.LookAsync(export.Channel(), Stop);
        var pages = await export.PagesAsync(export.Channel());

        Assert.StartsWith($"{export.File} is broken at byte ", look.Problem, StringComparison.Ordinal);
        Assert.Contains("after message 2;", look.Problem, StringComparison.Ordinal);
        Assert.Equal((2, 0), (look.Top, Assert.Single(pages).AbsenceProvenAfter));
        Assert.Equal([1, 2], pages.SelectMany(page => page.Messages).Select(message => message.Id));
    }

    [Fact]
    public async Task ABrokenFileThatIsNotSortedProvesNoAbsence()
    {
        using var export = new TestExport();
        export.WriteMessages(TestExport.Message(5), TestExport.Message(2), "!");

        Assert.All(await export.PagesAsync(export.Channel()), page => Assert.Null(page.AbsenceProvenAfter));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("<html></html>", "is not JSON")]
    [InlineData("PK\u0003\u0004", "is not JSON")]
    [InlineData("[1, 2]", "is not JSON")]
    [InlineData("\"messages\"", "is not JSON")]
    [InlineData("{}", "has no messages and no chats")]
    [InlineData("{\"messages\": {}, \"chats\": []}", "has no messages and no chats")]
    [InlineData("{\"name\": \"x\", ", "ends in the middle at byte")]
    [InlineData("{\"name\": \"x\", !", "is broken at byte")]
    public async Task WhatIsNoExportIsToldInOneLine(string content, string expected)
    {
        using var export = new TestExport();
        export.Write(content);

        var problem = await Assert.ThrowsAsync<SourceException>(() => ExportCatalog.ReadAsync(export.Folder, Stop));

        OneLineNaming(export.File, problem.Message);
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MoreBehindTheEndIsToldAndWhatIsBeforeItIsKept()
    {
        using var export = new TestExport();
        export.Write(TestExport.Chat([TestExport.Message(1)]) + "\n{\"more\": 1}");

        var look = await export.Source.LookAsync(export.Channel(), Stop);

        Assert.Contains("goes on after the end of the export", look.Problem, StringComparison.Ordinal);
        Assert.Single(await export.WalkAsync(export.Channel()));
    }

    [Fact]
    public async Task AnHtmlExportIsNotAJsonExport()
    {
        using var export = new TestExport();
        await File.WriteAllTextAsync(Path.Combine(export.Folder, "messages.html"), "<html/>", Stop);

        var problem = await Assert.ThrowsAsync<SourceException>(() => ExportCatalog.ReadAsync(export.Folder, Stop));

        Assert.Contains("is an HTML export", problem.Message, StringComparison.Ordinal);
    }

    [Fact, SupportedOSPlatform("linux")]
    public async Task AFileThatMayNotBeReadIsToldWithTheMend()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may read everything");
        using var export = new TestExport();
        export.WriteMessages(TestExport.Message(1));
        File.SetUnixFileMode(export.File, UnixFileMode.None);

        var problem = await Assert.ThrowsAsync<SourceException>(() => export.Source.LookAsync(export.Channel(), Stop));

        OneLineNaming(export.File, problem.Message);
        Assert.Contains("read permission", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileThatWentAwayIsNamed()
    {
        using var export = new TestExport();
        export.WriteMessages(TestExport.Message(1));
        var look = await export.Source.LookAsync(export.Channel(), Stop);
        File.Delete(export.File);

        var problem = await Assert.ThrowsAsync<SourceException>(() => export.Source.ReadPageAsync(export.Channel(), look.Fingerprint, 0, 1, Stop));

        OneLineNaming(export.File, problem.Message);
    }

    [Fact]
    public async Task AChannelThatTheFileDoesNotHaveIsNamed()
    {
        using var export = new TestExport();
        export.WriteMessages(TestExport.Message(1));

        var problem = await Assert.ThrowsAsync<SourceException>(() => export.Source.LookAsync(export.Channel(78), Stop));

        OneLineNaming(export.File, problem.Message);
        Assert.Contains("78", problem.Message, StringComparison.Ordinal);
    }

    static async Task<List<CollectedMessage>> ReadAsync(TestExport cut, int length)
    {
        try
        {
            var look = await cut.Source.LookAsync(cut.Channel(), Stop);
            Assert.Contains("ends in the middle", look.Problem, StringComparison.Ordinal);
            OneLineNaming(cut.File, look.Problem);
            var pages = await cut.PagesAsync(cut.Channel());
            return [.. pages.SelectMany(page => page.Messages)];
        }
        catch (SourceException problem)
        {
            OneLineNaming(cut.File, problem.Message);
            Assert.InRange(length, 0, 80);
            return [];
        }
    }

    static (int, string, string?) Essence(CollectedMessage message) => (message.Id, message.Text, message.Raw?.ToString());

    static void OneLineNaming(string file, string? problem)
    {
        Assert.Contains(file, problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem!);
    }
}
