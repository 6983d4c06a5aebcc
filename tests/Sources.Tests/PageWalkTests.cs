using Collector.Testing;

namespace Collector.Sources.Tests;

public sealed class PageWalkTests
{
    [Theory]
    [InlineData("ascending")]
    [InlineData("descending")]
    [InlineData("two parts")]
    [InlineData("nearly sorted")]
    [InlineData("shuffled")]
    [InlineData("far apart")]
    [InlineData("shuffled and far apart")]
    public async Task EveryIntervalHasExactlyTheMessagesThatAPlainReadingFinds(string order)
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            var ids = Ids(random, order, random.Next(1, 3000));
            var expected = new SortedDictionary<int, string>();
            for (var i = 0; i < ids.Length; i++)
                expected[ids[i]] = $"{i}";
            using var export = new TestExport();
            export.WriteMessages(ids.Select((id, i) => TestExport.Message(id, $"\"text\": \"{i}\"")));

            for (var round = 0; round < 6; round++)
            {
                var after = round == 0 ? 0 : random.Next(0, ids.Max());
                var upTo = round == 0 ? ids.Max() : random.Next(after + 1, ids.Max() + 2);
                var found = await export.WalkAsync(export.Channel(), after, upTo);

                Assert.Equal(expected.Where(entry => entry.Key > after && entry.Key <= upTo), found.Select(message => KeyValuePair.Create(message.Id, message.Text)));
            }
        }
    }

    [Fact]
    public async Task AnIntervalWithoutMessagesIsProvenByOneEmptyPage()
    {
        using var export = new TestExport();
        export.WriteMessages(TestExport.Message(100), TestExport.Message(200_000));

        var page = Assert.Single(await export.PagesAsync(export.Channel(), 5000, 90_000));
        Assert.Equal((5000, 90_000, 0), (page.After, page.UpTo, page.Messages.Count));
    }

    [Fact]
    public async Task OnlyWhatLiesInsideTheFileIsKnownToBeAbsent()
    {
        using var export = new TestExport();
        export.WriteMessages(Enumerable.Range(50, 10).Select(id => TestExport.Message(id)));

        var pages = await export.PagesAsync(export.Channel(), 0, 500);

        Assert.Equal([(59, 500, null), (0, 59, (int?)49)], pages.Select(page => (page.After, page.UpTo, page.AbsenceProvenAfter)));
    }

    [Fact]
    public async Task AWalkReadsTheFileAboutOnce()
    {
        using var export = new TestExport();
        new ExportFile { Messages = 10_000, ChatId = 77 }.Write(export.Folder);

        var pages = await export.PagesAsync(export.Channel());

        Assert.Equal(10_000, pages.Sum(page => page.Messages.Count));
        Assert.InRange(pages.Count, 13, 16);
    }

    [Fact]
    public async Task ThePageIsAsOldAsTheFile()
    {
        using var export = new TestExport();
        export.WriteMessages(TestExport.Message(1));
        File.SetLastWriteTimeUtc(export.File, new DateTime(2021, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        Assert.Equal(new DateTimeOffset(2021, 2, 3, 4, 5, 6, TimeSpan.Zero), Assert.Single(await export.PagesAsync(export.Channel())).ObservedAt);

        File.SetLastWriteTimeUtc(export.File, new DateTime(2999, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.InRange(Assert.Single(await export.PagesAsync(export.Channel())).ObservedAt, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task TheHistoryFromBeforeASupergroupIsAChatOfItsOwn()
    {
        using var export = new TestExport();
        var old = Enumerable.Range(1, 700).Select(id => TestExport.Message(id - 1_000_000_000, $"\"text\": \"old {id}\", \"reply_to_message_id\": {id - 1_000_000_001}"));
        var own = Enumerable.Range(1, 700).Select(id => TestExport.Message(id, $"\"text\": \"new {id}\", \"reply_to_message_id\": {id - 1}"));
        export.Write(TestExport.Chat(old.Concat(own), "private_supergroup"));

        var look = await export.Source.LookAsync(export.Channel(suffix: ":migrated"), TestContext.Current.CancellationToken);
        var pages = await export.PagesAsync(export.Channel(suffix: ":migrated"));
        var messages = pages.SelectMany(page => page.Messages).OrderBy(message => message.Id).ToList();

        Assert.Equal(("basic_group", null, null, 1, 700), (look.Kind, look.TelegramId, look.Handle, look.First, look.Top));
        Assert.All(pages, page => Assert.Null(page.AbsenceProvenAfter));
        Assert.Equal(Enumerable.Range(1, 700).Select(id => ($"old {id}", id == 1 ? null : (int?)id - 1)), messages.Select(message => (message.Text, message.ReplyTo)));
        Assert.Equal(Enumerable.Range(1, 700).Select(id => $"new {id}"), (await export.WalkAsync(export.Channel())).Select(message => message.Text));
    }

    [Fact]
    public async Task AnIdThatNoMessageCanHaveIsSkippedAndTold()
    {
        using var export = new TestExport();
        string[] ids = ["0", "1", "-1", "2147483646", "2147483647", "99999999999999999999", "1.5", "\"7\"", "null", "[3]", "{\"id\": 4}"];
        export.WriteMessages([.. ids.Select(id => $$"""{"id": {{id}}, "text": "x"}"""), "{\"text\": \"none\"}", "5", "[{\"id\": 8}]"]);

        var look = await export.Source.LookAsync(export.Channel(), TestContext.Current.CancellationToken);
        var pages = await export.PagesAsync(export.Channel());

        Assert.Equal([1, 2147483646], pages.SelectMany(page => page.Messages).Select(message => message.Id).Order());
        Assert.Equal($"{export.File}: 12 messages without a valid id were skipped, first: 0", look.Problem);
        Assert.All(pages, page => Assert.Null(page.AbsenceProvenAfter));
    }

    static int[] Ids(Random random, string order, int count)
    {
        var id = 0;
        var ids = new int[count];
        var gap = order.Contains("far apart", StringComparison.Ordinal) ? 50_000 : 3;
        for (var i = 0; i < count; i++)
            ids[i] = id += random.Next(1, gap);
        switch (order)
        {
            case "descending":
                Array.Reverse(ids);
                break;
            case "two parts":
                ids = [.. ids, .. ids.Where(_ => random.Next(3) == 0)];
                break;
            case "nearly sorted":
                for (var i = 0; i < count / 10; i++)
                {
                    var at = random.Next(count);
                    var with = Math.Min(count - 1, at + random.Next(20));
                    (ids[at], ids[with]) = (ids[with], ids[at]);
                }
                ids = [.. ids, ids[random.Next(count)]];
                break;
            case "shuffled" or "shuffled and far apart":
                random.Shuffle(ids);
                ids = [.. ids, .. ids.Take(count / 7)];
                break;
        }
        return ids;
    }
}
