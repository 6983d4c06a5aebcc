using Collector.Testing;
using Microsoft.Playwright;

namespace Collector.Dashboard.Tests;

public sealed class PostsTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task WhatIsFoundIsOpenedAmongItsNeighbours()
    {
        await Site.SampleIsCollectedAsync();
        var page = await OperatorAsync();
        await page.GotoAsync("/search?q=potatoes");

        await page.Locator(".hits li", new() { HasText = "reader asks what I eat" }).GetByRole(AriaRole.Link).ClickAsync();

        var post = page.Locator(".post[aria-current]");
        await Assertions.Expect(post).ToContainTextAsync("A reader asks what I eat");
        await Assertions.Expect(post).ToBeFocusedAsync();
        await Assertions.Expect(post).ToBeInViewportAsync();
        await Assertions.Expect(page.Locator(".post .id")).ToHaveTextAsync(Enumerable.Range(1, 22).Reverse().Select(id => $"#{id}"));
        await Screens.InBothThemesAsync(page, "channel-at");
        await Screens.OnAPhoneAsync(page, "channel-at");

        await page.GetByRole(AriaRole.Link, new() { Name = "#20", Exact = true }).ClickAsync();
        await Assertions.Expect(post.Locator(".id")).ToHaveTextAsync("#20");
        await page.GetByRole(AriaRole.Link, new() { Name = "Newest posts" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Newest posts" }).WaitForAsync();
        await Assertions.Expect(post).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".post .id").First).ToHaveTextAsync("#76");
    }

    [Fact]
    public async Task AnAddressOfAMessageThatIsNotThereLeadsNearby()
    {
        await Site.SampleIsCollectedAsync();
        var page = await OperatorAsync();
        await page.GotoAsync($"/channels/{await IdAsync()}?at=1000000");

        await page.GetByText("#1000000 is not here.").WaitForAsync();

        await Assertions.Expect(page.Locator(".post .id").First).ToHaveTextAsync("#76");
    }

    [Fact]
    public async Task OlderPostsAreShownOnceHoweverOftenTheyAreAskedFor()
    {
        await Site.SampleIsCollectedAsync();
        var page = await OperatorAsync();
        await page.GotoAsync($"/channels/{await IdAsync()}");
        var older = page.GetByRole(AriaRole.Button, new() { Name = "Older posts" });
        await older.WaitForAsync();

        await older.EvaluateAsync("button => { button.click(); button.click(); button.click(); }");

        await Assertions.Expect(older).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#blazor-error-ui")).ToBeHiddenAsync();
        Assert.Equal(await page.Locator(".post").CountAsync(), (await page.Locator(".post .id").AllTextContentsAsync()).Distinct().Count());
        await Assertions.Expect(page.Locator(".post .id").Last).ToHaveTextAsync("#1");
    }

    [Fact]
    public async Task AnImageLeadsToItsPost()
    {
        await Site.SampleIsCollectedAsync();
        var page = await OperatorAsync();
        await page.GotoAsync($"/images?channel={await IdAsync()}");

        await page.Locator(".gallery button").Last.ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Link).ClickAsync();

        await Assertions.Expect(page.Locator(".post[aria-current]").GetByRole(AriaRole.Img)).ToBeInViewportAsync();
    }

    [Fact]
    public async Task NewerPostsAreReadOnAndNoneIsMissing()
    {
        await Site.SampleIsCollectedAsync();
        var page = await OperatorAsync();
        await page.GotoAsync($"/channels/{await IdAsync()}?at=54");
        await Assertions.Expect(page.Locator(".post .id").First).ToHaveTextAsync("#65");
        var newer = page.GetByRole(AriaRole.Button, new() { Name = "Newer posts" });

        await newer.EvaluateAsync("button => { button.click(); button.click(); }");

        await Assertions.Expect(newer).ToHaveCountAsync(0);
        var ids = await Site.ReadAsync<string>($"select string_agg('#' || message_id, ' ' order by message_id desc) from messages where channel_id = {await IdAsync()} and message_id >= 54");
        Assert.Equal(ids.Split(' '), (await page.Locator(".post .id").AllTextContentsAsync()).TakeWhile(id => id != "#53"));
        await Assertions.Expect(page.Locator(".post[aria-current] .id")).ToHaveTextAsync("#54");
    }

    [Fact]
    public async Task AReplyLeadsToWhatItAnswers()
    {
        await Site.SampleIsCollectedAsync();
        var page = await OperatorAsync();
        await page.GotoAsync($"/channels/{await IdAsync()}?at=17");

        await page.Locator(".post[aria-current] .reply").GetByRole(AriaRole.Link).ClickAsync();

        await Assertions.Expect(page.Locator(".post[aria-current] .id")).ToHaveTextAsync("#15");
    }

    [Fact]
    public async Task AnEditedPostShowsWhatItSaidBefore()
    {
        await Site.ReadAsync<int?>("""
            with said as (
                insert into messages (channel_id, message_id, posted_at, edited_at, kind, text, observed_at)
                select id, 120001, '2024-05-01 10:00Z', '2024-05-03 12:00Z', 'message', 'Geese, third thought', now() from channels where handle = 'fenland_birds'
                on conflict do nothing
            )
            insert into message_versions (channel_id, message_id, observed_at, edited_at, text)
            select id, 120001, day + interval '1 hour', nullif(day, '2024-05-01 10:00Z'), text
            from channels, (values (timestamptz '2024-05-02 11:00Z', 'Geese, <b>second</b> thought'), ('2024-05-01 10:00Z', 'Geese, first thought')) v (day, text)
            where handle = 'fenland_birds'
            on conflict do nothing
            """);
        var page = await OperatorAsync();
        await page.GotoAsync($"/channels/{await Site.ReadAsync<int>("select id from channels where handle = 'fenland_birds'")}?at=120001");
        var post = page.Locator(".post[aria-current]");
        await Assertions.Expect(post.GetByText("first thought")).ToBeHiddenAsync();

        await post.GetByText("What it said before").ClickAsync();

        await Assertions.Expect(post.GetByText("first thought")).ToBeVisibleAsync();
        await Assertions.Expect(post.Locator(".earlier .text")).ToHaveTextAsync(["Geese, first thought", "Geese, <b>second</b> thought"]);
        await Assertions.Expect(post.Locator(".earlier time")).ToHaveTextAsync(["1 May 2024, 10:00", "2 May 2024, 11:00"]);
        await Assertions.Expect(page.GetByText("What it said before")).ToHaveCountAsync(1);
        await Screens.InBothThemesAsync(page, "earlier-texts");
    }

    [Fact]
    public async Task AQuoteIsOneBlockWhateverIsFormattedInIt()
    {
        await Site.ReadAsync<int?>("""
            insert into messages (channel_id, message_id, posted_at, kind, text, observed_at, entities)
            select id, 120000, now(), 'message', 'He said: a bold word and a link and a secret.', now(),
                   '[{"type":"blockquote","offset":9,"length":36},{"type":"bold","offset":11,"length":4},{"type":"text_link","offset":27,"length":17,"href":"https://example.org/"},{"type":"spoiler","offset":38,"length":6}]'
            from channels where handle = 'fenland_birds'
            on conflict do nothing
            """);
        var page = await OperatorAsync();
        await page.GotoAsync($"/channels/{await Site.ReadAsync<int>("select id from channels where handle = 'fenland_birds'")}?at=120000");

        var quote = page.Locator(".post[aria-current] .t-blockquote");

        await Assertions.Expect(quote).ToHaveTextAsync("a bold word and a link and a secret.");
        await Assertions.Expect(quote.Locator(".t-bold")).ToHaveTextAsync("bold");
        await Assertions.Expect(quote.GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", "https://example.org/");
        // On one line.
        Assert.InRange((await quote.BoundingBoxAsync())!.Height, 1, 40);
        var spoiler = quote.Locator("a .t-spoiler");
        await Assertions.Expect(spoiler).ToHaveCSSAsync("color", "rgba(0, 0, 0, 0)");
        await spoiler.FocusAsync();
        await Assertions.Expect(spoiler).Not.ToHaveCSSAsync("color", "rgba(0, 0, 0, 0)");
    }

    Task<int> IdAsync() => Site.ReadAsync<int>("select id from channels where handle = 'grey_skerry_light'");
}
