using Collector.Testing;
using Microsoft.Playwright;

namespace Collector.Dashboard.Tests;

public sealed class PagesTests(Site site) : BrowserTest(site)
{
    public static TheoryData<string, string, string> Pages { get; } = new()
    {
        { "channels", "/", ".bar" },
        { "channel", "CHANNEL:grey_skerry_light", ".post" },
        { "channel-gaps", "CHANNEL:fenland_birds", ".gaps code" },
        { "search", "/search?q=light", "mark" },
        { "search-empty", "/search", ".empty" },
        { "images", "/images", ".gallery img" },
        { "now", "/now", ".big" },
        { "failures", "/dead-letters", ".letters .cause" },
        { "accounts", "/accounts", ".accounts li" },
        { "not-found", "/nothing-here", ".empty" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task APageIsShownInBothThemesAndOnAPhoneAndEverybodyCanUseIt(string name, string path, string awaited)
    {
        await Site.SampleIsCollectedAsync();
        var page = await OperatorAsync();
        await ShowAsync(page, path, awaited);
        await Screens.InBothThemesAsync(page, name);
        await Screens.OnAPhoneAsync(page, name);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("CHANNEL:grey_skerry_light", "?at=abc", ".post")]
    [InlineData("/search", "?q=light&channel=abc&image=abc", "mark")]
    [InlineData("/images", "?channel=abc", ".gallery img")]
    [InlineData("/", "?failing=abc", ".channel")]
    public async Task WhatIsNoNumberInAnAddressIsLeftOut(string path, string query, string awaited)
    {
        await Site.SampleIsCollectedAsync();
        var page = await OperatorAsync();
        await ShowAsync(page, path, awaited, query);
        await Assertions.Expect(page.Locator(".empty")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task TheLoginIsShownInBothThemesAndEverybodyCanUseIt()
    {
        var page = await StrangerAsync();
        await page.GotoAsync("/login");
        await Screens.InBothThemesAsync(page, "login");
        await Screens.OnAPhoneAsync(page, "login");
    }

    [Fact]
    public async Task TheFormForANewChannelIsShownInBothThemesAndEverybodyCanUseIt()
    {
        var page = await OperatorAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a channel" }).First.ClickAsync();
        await page.GetByText("What is stored").ClickAsync();
        await page.GetByLabel("Messages from this day on").WaitForAsync();
        await Screens.InBothThemesAsync(page, "add-channel");
        await Screens.OnAPhoneAsync(page, "add-channel");
    }

    [Fact]
    public async Task AChannelIsDownloadedFromItsPageWhichGoesOn()
    {
        await Site.SampleIsCollectedAsync();
        var page = await OperatorAsync();
        await ShowAsync(page, "CHANNEL:grey_skerry_light", ".post");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Actions for") }).ClickAsync();
        await page.GetByText("Download …").ClickAsync();
        await page.GetByLabel("Format").SelectOptionAsync("jsonl");
        await page.GetByLabel("From").FillAsync("2024-04-01");
        await page.GetByLabel("To the end of").FillAsync("2024-03-31");
        await page.GetByText("The beginning is after the end.").WaitForAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Download", Exact = true })).ToBeDisabledAsync();
        await page.GetByLabel("From").FillAsync("");
        await Screens.InBothThemesAsync(page, "download");

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Download", Exact = true }).ClickAsync());

        Assert.Equal("grey_skerry_light.jsonl", download.SuggestedFilename);
        var expected = await Site.ReadAsync<int>("select count(*) from messages m join channels c on c.id = m.channel_id where c.handle = 'grey_skerry_light' and posted_at < '2024-04-01Z'");
        Assert.Equal(expected, (await File.ReadAllLinesAsync(await download.PathAsync())).Length);
        await page.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).Last.ClickAsync();
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task APollIsShownWithItsVotes()
    {
        var page = await WithOlderPostsAsync("grey_skerry_light");

        var poll = page.GetByLabel("Poll").Filter(new() { HasText = "What shall the new bench be painted?" });

        await Assertions.Expect(poll.GetByText("166 voters")).ToBeVisibleAsync();
        await Assertions.Expect(poll.Locator("li", new() { HasText = "Red, like the tower" })).ToContainTextAsync("31 19 %");
        await poll.ScrollIntoViewIfNeededAsync();
        await Screens.InBothThemesAsync(page, "poll");
    }

    [Fact]
    public async Task AMessageSaysWhatItIsBesideItsText()
    {
        var page = await WithOlderPostsAsync("harrow_tor_nightlog");

        await Assertions.Expect(page.Locator(".post", new() { HasText = "edit group title: Harrow Tor Observatory · Night Log" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".post", new() { HasText = "video · eclipse_2019-01-21.mp4 · 0:50" })).ToBeVisibleAsync();
        await page.Locator(".post", new() { HasText = "create channel" }).ScrollIntoViewIfNeededAsync();
        await Screens.InBothThemesAsync(page, "service-messages");
    }

    [Fact]
    public async Task AChannelsOwnPictureStandsForIt()
    {
        await Site.SampleIsCollectedAsync();
        await Site.ReadAsync<int?>("""
            insert into messages (channel_id, message_id, posted_at, kind, text, image_id, observed_at)
            select c.id, 184499, now(), 'service', '', (select image_id from images where state = 'stored' and mime = 'image/jpeg' order by image_id limit 1), now() from channels c where handle = 'fenland_birds'
            on conflict do nothing
            """);
        var page = await OperatorAsync();

        await Eventually.TrueAsync(() => page.EvaluateAsync<bool>("document.querySelector('.channel img.avatar')?.naturalWidth > 0"));
    }

    async Task<IPage> WithOlderPostsAsync(string handle)
    {
        await Site.SampleIsCollectedAsync();
        var page = await OperatorAsync();
        await ShowAsync(page, $"CHANNEL:{handle}", ".post");
        await page.GetByRole(AriaRole.Button, new() { Name = "Older posts" }).ClickAsync();
        return page;
    }

    async Task ShowAsync(IPage page, string path, string awaited, string query = "")
    {
        if (path.Split("CHANNEL:") is [_, var handle])
            path = $"/channels/{await Site.ReadAsync<int>($"select id from channels where handle = '{handle}'")}";
        await page.GotoAsync(path + query);
        await page.Locator(awaited).First.WaitForAsync();
        await Eventually.TrueAsync(() => page.EvaluateAsync<bool>("[...document.images].filter(image => image.getBoundingClientRect().top < innerHeight).every(image => image.complete)"));
    }
}
