namespace Collector.Cli.Tests;

public sealed class NamedChannelsTests(Scene scene) : IClassFixture<Scene>
{
    [Theory]
    [InlineData("collect")]
    [InlineData("verify")]
    [InlineData("export -o never.csv")]
    [InlineData("channels pause")]
    [InlineData("channels remove")]
    [InlineData("channels remove --purge --yes")]
    public async Task ANameOfSeveralChannelsIsRefused(string verb)
    {
        var title = Guid.NewGuid().ToString("N");
        var (first, second) = (await AddAsync(title), await AddAsync(title.ToUpperInvariant()));

        var shell = scene.Shell();
        Assert.Equal(2, await shell.RunAsync([.. verb.Split(' '), title]));

        Assert.Equal($"Several channels are called '{title}': {first}, {second}. Give the id.", shell.Error.TrimEnd());
        Assert.Equal(2, await scene.QueryAsync<long>($"select count(*) from channels where id in ({first}, {second}) and state = 'active'"));
    }

    [Fact]
    public async Task ARemovedChannelIsAmongThemWhereItCanBeMeant()
    {
        var (first, second) = (await AddAsync("twice"), await AddAsync("twice"));
        Assert.Equal(0, await scene.Shell().RunAsync("channels", "remove", $"{first}"));

        var shell = scene.Shell();
        Assert.Equal(2, await shell.RunAsync("channels", "remove", "twice", "--purge", "--yes"));
        Assert.Equal($"Several channels are called 'twice': {first} (removed), {second}. Give the id.", shell.Error.TrimEnd());

        Assert.Equal(0, await scene.Shell().RunAsync("channels", "remove", $"{first}", "--purge", "--yes"));
        Assert.Equal(0, await scene.Shell().RunAsync("channels", "remove", "twice", "--purge", "--yes"));
        Assert.Equal(0, await scene.QueryAsync<long>("select count(*) from channels where title = 'twice'"));
    }

    [Fact]
    public async Task AnIdGoesBeforeATelegramIdThenAHandleThenATitle()
    {
        var fourth = await AddAsync("70001");
        var third = await AddAsync("x", handle: "70001");
        var second = await AddAsync("x", telegramId: 70001);
        await scene.QueryAsync<int?>("alter table channels alter id restart with 70001");
        var first = await AddAsync("x");

        foreach (var expected in new[] { first, second, third, fourth })
        {
            Assert.Equal(0, await scene.Shell().RunAsync("channels", "remove", "70001"));
            Assert.Equal(1, await scene.QueryAsync<long>($"with gone as (delete from channels where state = 'removed' returning id) select count(*) from gone where id = {expected}"));
        }
    }

    [Theory]
    [InlineData("-1000001234567", 1234567)]
    [InlineData("-1001234567890", 1234567890)]
    public async Task ATelegramIdMayBeWrittenAsBotsSeeIt(string written, long telegramId)
    {
        var id = await AddAsync("x", telegramId: telegramId);

        Assert.Equal(0, await scene.Shell().RunAsync("channels", "pause", written));
        Assert.Equal("paused", await scene.QueryAsync<string>($"select state from channels where id = {id}"));
    }

    async Task<int> AddAsync(string title, string? handle = null, long? telegramId = null) => await scene.QueryAsync<int>($"""
        insert into channels (source, address, title, handle, telegram_id)
        values ('export', '{Guid.NewGuid()}', '{title}', {(handle is null ? "null" : $"'{handle}'")}, {telegramId?.ToString() ?? "null"}) returning id
        """);
}
