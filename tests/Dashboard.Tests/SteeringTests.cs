using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Collector.Testing;
using Microsoft.Playwright;

namespace Collector.Dashboard.Tests;

public sealed class SteeringTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task AChannelIsAddedAndSeenToCompleteAndPausedAndRemoved()
    {
        var page = await OperatorAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a channel" }).First.ClickAsync();
        await page.GetByLabel("Channels or exports").FillAsync("/nowhere");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await page.GetByText("neither a channel of Telegram").WaitForAsync();

        await page.GetByLabel("Channels or exports").FillAsync(Site.Export("sadovy_kalendar"));
        await page.GetByText("What is stored").ClickAsync();
        await page.GetByLabel("Messages from this day on").FillAsync("2023-06-01");
        await page.Locator("#add-channel").GetByLabel("Images").SelectOptionAsync("none");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();

        var line = page.Locator(".channel", new() { HasText = "Садовый календарь" });
        await line.GetByText("complete", new() { Exact = true }).WaitForAsync();
        await line.GetByText("110 of 110 ids").WaitForAsync();
        Assert.True(await Site.ReadAsync<bool>("select min(posted_at) between '2023-06-01' and '2023-07-01' and count(image_id) = 0 from messages m join channels c on c.id = m.channel_id where c.handle = 'sadovy_kalendar'"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Add a channel" }).First.ClickAsync();
        await page.GetByLabel("Channels or exports").FillAsync(Site.Export("sadovy_kalendar"));
        await page.GetByLabel("Look for what is new").SelectOptionAsync("only when asked");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Eventually.TrueAsync(() => Site.ReadAsync<bool>("select next_due_at is null from channels where handle = 'sadovy_kalendar'"));

        await Site.ReadAsync<int?>("update channels set last_seen_at = null where handle = 'sadovy_kalendar'");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a channel" }).First.ClickAsync();
        await page.GetByLabel("Channels or exports").FillAsync(Site.Export("sadovy_kalendar"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Eventually.TrueAsync(() => Site.ReadAsync<bool>("select next_due_at is null and last_seen_at is not null and every = '0' and not images and since is not null from channels where handle = 'sadovy_kalendar'"));
        await line.GetByText("complete", new() { Exact = true }).WaitForAsync();

        await line.GetByRole(AriaRole.Button).ClickAsync();
        await page.GetByText("Pause", new() { Exact = true }).ClickAsync();
        await line.GetByText("paused", new() { Exact = true }).WaitForAsync();
        await line.GetByRole(AriaRole.Button).ClickAsync();
        await page.GetByText("Resume", new() { Exact = true }).ClickAsync();
        await line.GetByText("complete", new() { Exact = true }).WaitForAsync();

        var sweep = await Site.ReadAsync<int>("select sweep from channels where handle = 'sadovy_kalendar'");
        await line.GetByRole(AriaRole.Button).ClickAsync();
        await page.GetByText("Read again …").ClickAsync();
        await page.GetByText("ids are looked at again").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Read again", Exact = true }).ClickAsync();
        await page.GetByText("is read again.").WaitForAsync();
        Assert.Equal(sweep + 1, await Site.ReadAsync<int>("select sweep from channels where handle = 'sadovy_kalendar'"));
        await Eventually.TrueAsync(() => Site.ReadAsync<bool>("select next_due_at is null and v.sweep = c.sweep and v.seen @> int4range(c.first_message_id, c.top_message_id + 1) from channels c join coverage v on v.channel_id = c.id where handle = 'sadovy_kalendar'"));

        await line.GetByRole(AriaRole.Button).ClickAsync();
        await page.GetByText("Remove …").ClickAsync();
        var stays = page.GetByText("messages and its images stay, and adding it again");
        await stays.WaitForAsync();
        await page.GetByLabel("Delete its messages").CheckAsync();
        await page.GetByText("are deleted for good.").WaitForAsync();
        await Assertions.Expect(stays).ToHaveCountAsync(0);
        await page.GetByLabel("Delete its messages").UncheckAsync();
        await Assertions.Expect(page.GetByText("Remove …")).ToHaveCountAsync(0, new() { Timeout = 10_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).ClickAsync();
        await Assertions.Expect(line).ToHaveCountAsync(0);
        Assert.Equal("removed", await Site.ReadAsync<string>("select state from channels where handle = 'sadovy_kalendar'"));
    }

    [Fact]
    public async Task ManyChannelsAreAddedAtOnceAndWhatIsNoneStaysToBeMended()
    {
        var page = await OperatorAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a channel" }).First.ClickAsync();
        var typed = page.GetByLabel("Channels or exports");
        await typed.FillAsync($"/no where\n\n@quay_one, t.me/quay_two https://t.me/quay_three\n@quay_four\n{Site.Export("grey_skerry_light")}\nquay_five");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();

        var problem = page.Locator("#add-channel .failure");
        await problem.GetByText("quay_five: That is neither").WaitForAsync();
        await Screens.InBothThemesAsync(page, "add-channels");
        await Screens.OnAPhoneAsync(page, "add-channels");
        const string added = "select coalesce(string_agg(handle, ' ' order by handle), '') from channels where handle like 'quay_%'";
#if LIVE_TELEGRAM
        Assert.Equal("/no where\nquay_five", await typed.InputValueAsync());
        Assert.Equal("quay_four quay_one quay_three quay_two", await Site.ReadAsync<string>(added));
#else
        Assert.Equal("/no where\n@quay_one\nt.me/quay_two\nhttps://t.me/quay_three\n@quay_four\nquay_five", await typed.InputValueAsync());
        Assert.Equal("", await Site.ReadAsync<string>(added));
#endif
        await Site.ReadAsync<int?>("delete from channels where handle like 'quay_%'");
    }

    [Fact]
    public async Task ARemovedChannelIsCollectedAgainAndDeletedForGood()
    {
        const string left = """
            select concat_ws(' ', (select count(*) from channels where handle = 'trammuseum_wehrstadt'), (select count(*) from messages m join channels c on c.id = m.channel_id where c.handle = 'trammuseum_wehrstadt'),
                                  (select count(*) from images i join channels c on c.id = i.channel_id where c.handle = 'trammuseum_wehrstadt' and i.state = 'stored'))
            """;
        var page = await OperatorAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a channel" }).First.ClickAsync();
        await page.GetByLabel("Channels or exports").FillAsync(Site.Export("trammuseum_wehrstadt"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        var line = page.Locator(".channel", new() { HasText = "@trammuseum_wehrstadt" });
        await line.GetByText("complete", new() { Exact = true }).WaitForAsync();
        await Eventually.TrueAsync(async () => await Site.ReadAsync<string>(left) == "1 62 9");
        await RemoveAsync();

        var removed = page.Locator(".removed li", new() { HasText = "62 messages" });
        await ShowRemovedAsync();
        await Screens.InBothThemesAsync(page, "channels-removed");
        await Screens.OnAPhoneAsync(page, "channels-removed");
        await removed.GetByRole(AriaRole.Button, new() { Name = "Download …" }).ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Download", Exact = true }).ClickAsync());
        Assert.Equal("trammuseum_wehrstadt.csv", download.SuggestedFilename);
        await page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).Last.ClickAsync();
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        await removed.GetByRole(AriaRole.Button, new() { Name = "Collect again" }).ClickAsync();
        await line.GetByText("complete", new() { Exact = true }).WaitForAsync();
        await Assertions.Expect(removed).ToHaveCountAsync(0);
        await RemoveAsync();

        var stored = Site.Images;
        await ShowRemovedAsync();
        await removed.GetByRole(AriaRole.Button, new() { Name = "Delete …" }).ClickAsync();
        var delete = page.GetByRole(AriaRole.Button, new() { Name = "Delete for good" });
        await Assertions.Expect(delete).ToBeDisabledAsync();
        await page.GetByLabel("Type delete to go on").FillAsync("del");
        await Assertions.Expect(delete).ToBeDisabledAsync();
        await page.GetByLabel("Type delete to go on").FillAsync("delete");
        await Screens.InBothThemesAsync(page, "delete-channel");
        await Screens.OnAPhoneAsync(page, "delete-channel");
        await delete.ClickAsync();
        await page.GetByText("trammuseum_wehrstadt is deleted: 62 messages and 9 image files.").WaitForAsync();
        await Assertions.Expect(removed).ToHaveCountAsync(0);
        Assert.Equal("0 0 0", await Site.ReadAsync<string>(left));
        Assert.Equal(stored - 9, Site.Images);

        async Task RemoveAsync()
        {
            await line.GetByRole(AriaRole.Button).ClickAsync();
            await page.GetByText("Remove …").ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).ClickAsync();
            await Assertions.Expect(line).ToHaveCountAsync(0);
        }

        async Task ShowRemovedAsync()
        {
            await Assertions.Expect(removed).ToHaveCountAsync(1);
            if (!await removed.IsVisibleAsync())
                await page.GetByText("Removed: ").ClickAsync();
        }
    }

    [Fact]
    public async Task AChannelIsVerifiedAndADamagedImageIsFetchedAgain()
    {
        await Site.SampleIsCollectedAsync();
        var page = await OperatorAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await VerifyAsync();
        await dialog.GetByText("Ids 1–95 are known, 75 messages, 8 image files intact.").WaitForAsync();
        await Screens.InBothThemesAsync(page, "verify-whole");
        await CloseAsync();
        var path = await Site.ReadAsync<string>("select max(path) from images i join channels c on c.id = i.channel_id where c.handle = 'harrow_tor_nightlog'");
        Site.Damage(path);

        await VerifyAsync();
        await dialog.GetByText($"image {path} of message").WaitForAsync();
        await Screens.InBothThemesAsync(page, "verify");
        await Screens.OnAPhoneAsync(page, "verify");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Fetch images again" }).ClickAsync();
        await dialog.GetByText("What is damaged is fetched again.").WaitForAsync();
        await CloseAsync();
        await Site.SampleIsCollectedAsync();

        await VerifyAsync();
        await dialog.GetByText("8 image files intact.").WaitForAsync();

        async Task VerifyAsync()
        {
            await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Actions for Harrow Tor") }).ClickAsync();
            await page.GetByText("Verify …").ClickAsync();
        }

        async Task CloseAsync()
        {
            await dialog.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).Last.ClickAsync();
            await Assertions.Expect(dialog).ToHaveCountAsync(0);
        }
    }

    [Fact]
    public async Task WhatIsStoredOfAChannelIsSeenAndChanged()
    {
        const string settings = "select concat_ws(' ', state, extract(epoch from every)::int, (since at time zone 'UTC')::date, images, max_image_bytes) from channels where title = 'Sunny Quay'";
        await Site.ReadAsync<int?>("""
            insert into channels (source, address, title, telegram_id, state, every, since, images)
            values ('telegram', 'name:sunny_quay', 'Sunny Quay', 77123, 'paused', '7 hours', '2024-05-01', false)
            """);
        var page = await OperatorAsync();
        var form = page.Locator("#add-channel");
        await page.GotoAsync($"/channels/{await Site.ReadAsync<int>("select id from channels where title = 'Sunny Quay'")}");
        await page.GetByText("name:sunny_quay · Telegram id 77123 · every 7 h 00 min · since 2024-05-01, no images").WaitForAsync();

        await OpenSettingsAsync();
        Assert.Equal("2024-05-01", await page.GetByLabel("Messages from this day on").InputValueAsync());
        Assert.Equal("none", await form.GetByLabel("Images").InputValueAsync());
        await Screens.InBothThemesAsync(page, "settings");
        await SaveAsync();
        Assert.Equal("paused 25200 2024-05-01 f", await Site.ReadAsync<string>(settings));

        await OpenSettingsAsync();
        await page.GetByLabel("Messages from this day on").FillAsync("");
        await form.GetByLabel("Images").SelectOptionAsync("up to 5 MB");
        await page.GetByLabel("Look for what is new").SelectOptionAsync("every day");
        await SaveAsync();
        Assert.Equal("paused 86400 t 5242880", await Site.ReadAsync<string>(settings));
        await page.GetByText("Telegram id 77123 · every day · images up to 5 MB").WaitForAsync();

        await OpenSettingsAsync();
        await form.GetByLabel("Images").SelectOptionAsync("all");
        await SaveAsync();
        await page.GetByText("Telegram id 77123 · every day · all messages and images").WaitForAsync();
        Assert.Equal("paused 86400 t", await Site.ReadAsync<string>(settings));
        await Site.ReadAsync<int?>("update channels set state = 'removed' where title = 'Sunny Quay'");

        async Task OpenSettingsAsync()
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Actions for Sunny Quay" }).ClickAsync();
            await page.GetByText("Settings …").ClickAsync();
            await form.WaitForAsync();
        }

        async Task SaveAsync()
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
            await Assertions.Expect(form).ToHaveCountAsync(0);
        }
    }

    [Fact]
    public async Task ManyChannelsAreFilteredByNameAndByWhatFails()
    {
        await Site.ReadAsync<int?>("""
            insert into channels (source, address, title, state, last_error)
            select 'telegram', 'name:buoy_' || number, 'Buoy ' || number, 'paused', case number when 7 then 'it drifted' end from generate_series(1, 11) number
            """);
        var page = await OperatorAsync();
        var buoys = page.Locator(".channel", new() { HasText = "Buoy" });
        await Assertions.Expect(buoys).ToHaveCountAsync(11);

        await page.GetByLabel("Name or address").FillAsync("BUOY_1");
        await Assertions.Expect(page.Locator(".channel")).ToHaveCountAsync(3);
        await page.GetByLabel("Only what fails").CheckAsync();
        await page.GetByText("None of these fails.").WaitForAsync();
        await Screens.InBothThemesAsync(page, "channels-none");
        await page.GetByLabel("Name or address").FillAsync("buoy");
        await Assertions.Expect(page.Locator(".channel")).ToHaveTextAsync([new Regex("Buoy 7.*it drifted", RegexOptions.Singleline)]);
        await Screens.InBothThemesAsync(page, "channels-filtered");
        await Screens.OnAPhoneAsync(page, "channels-filtered");

        await page.GetByRole(AriaRole.Link, new() { Name = "Buoy 7" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Buoy 7" }).WaitForAsync();
        await page.GoBackAsync();
        await Assertions.Expect(page.GetByLabel("Name or address")).ToHaveValueAsync("buoy");
        await Assertions.Expect(page.GetByLabel("Only what fails")).ToBeCheckedAsync();
        await Assertions.Expect(page.Locator(".channel")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Link, new() { Name = "Channels" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Name or address")).ToHaveValueAsync("");
        await Assertions.Expect(buoys).ToHaveCountAsync(11);

        await Site.ReadAsync<int?>("update channels set state = 'removed' where title like 'Buoy %'");
        await Assertions.Expect(page.GetByLabel("Name or address")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task AnAccountIsPausedAndResumedAndItsWaitCountsDown()
    {
        var page = await OperatorAsync();
        await page.GotoAsync("/accounts");
        var account = page.Locator(".accounts > li", new() { HasText = "Collector One" });
        await account.GetByText("in use, leased for").WaitForAsync();
        var left = await account.Locator(".countdown").TextContentAsync();
        await Assertions.Expect(account.Locator(".countdown")).Not.ToHaveTextAsync(left!);

        await account.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
#if LIVE_TELEGRAM
        await account.GetByText("paused", new() { Exact = true }).WaitForAsync();
        Assert.Equal("paused", await Site.ReadAsync<string>("select state from accounts where telegram_id = 501"));
        await account.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await account.GetByText("active", new() { Exact = true }).WaitForAsync();
#else
        await page.GetByText("this build has no live Telegram").WaitForAsync();
#endif
        Assert.Equal("active", await Site.ReadAsync<string>("select state from accounts where telegram_id = 501"));
    }

    [Fact]
    public async Task WhatCannotBeDoneIsSaidAndThePageGoesOn()
    {
        await Site.ReadAsync<int?>("""
            create function refuse() returns trigger language plpgsql as $$ begin raise exception 'out of order'; end $$;
            create trigger refuse before insert or update on channels for each row when (new.handle in ('fenland_birds', 'refused_channel')) execute function refuse()
            """);
        var page = await OperatorAsync();
        var line = page.Locator(".channel", new() { HasText = "Fenland Birds" });
        await line.GetByRole(AriaRole.Button).ClickAsync();
        await page.GetByText("Resume", new() { Exact = true }).ClickAsync();
        await page.GetByText("PostgreSQL answers: out of order").WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Add a channel" }).First.ClickAsync();
        await page.GetByLabel("Channels or exports").FillAsync("@refused_channel");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
#if LIVE_TELEGRAM
        await page.Locator("#add-channel").GetByText("PostgreSQL answers: out of order").WaitForAsync();
        await Site.ReadAsync<int?>("drop trigger refuse on channels; delete from channels where handle = 'refused_channel'");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await page.GetByText("Added refused_channel.").WaitForAsync();
        await Site.ReadAsync<int?>("delete from channels where handle = 'refused_channel'");
#else
        await page.Locator("#add-channel").GetByText("this build has no live Telegram").WaitForAsync();
        await Site.ReadAsync<int?>("drop trigger refuse on channels");
#endif
    }

    [Fact]
    public async Task AnImageIsOpenedByTheKeyboard()
    {
        await Site.SampleIsCollectedAsync();
        var page = await OperatorAsync();
        await page.GotoAsync("/images");
        // A page that has just come takes the focus once.
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Images" })).ToBeFocusedAsync();
        var thumbnail = page.Locator(".gallery button").Nth(1);
        await thumbnail.FocusAsync();

        await page.Keyboard.PressAsync("Enter");
        var dialog = page.GetByRole(AriaRole.Dialog);
        var close = dialog.GetByRole(AriaRole.Button, new() { Name = "Close" });
        var link = dialog.GetByRole(AriaRole.Link);
        await Assertions.Expect(close).ToBeFocusedAsync();
        await Eventually.TrueAsync(() => page.EvaluateAsync<bool>("document.querySelector('.lightbox img').naturalWidth > 0"));
        await Screens.InBothThemesAsync(page, "image");
        await Screens.OnAPhoneAsync(page, "image");

        var newer = dialog.GetByRole(AriaRole.Button, new() { Name = "Newer image" });
        var older = dialog.GetByRole(AriaRole.Button, new() { Name = "Older image" });
        var second = await link.GetAttributeAsync("href");
        await older.ClickAsync();
        await Assertions.Expect(link).Not.ToHaveAttributeAsync("href", second!);
        await page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(link).ToHaveAttributeAsync("href", second!);
        await newer.ClickAsync();
        await Assertions.Expect(newer).ToHaveAttributeAsync("aria-disabled", "true");
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(link).ToHaveAttributeAsync("href", second!);

        await older.FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(link).ToBeFocusedAsync();
        foreach (var news in new[] { "First news", "Second news" })
        {
            await Site.ReadAsync<int?>($"insert into channels (source, address, title, state) values ('telegram', 'name:{news}', '{news}', 'paused')");
            await Assertions.Expect(page.GetByLabel("Channel")).ToContainTextAsync(news);
        }

        await Site.ReadAsync<int?>("update channels set state = 'removed' where title in ('First news', 'Second news')");
        await Assertions.Expect(link).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(close).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Shift+Tab");
        await Assertions.Expect(link).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        await Assertions.Expect(thumbnail).ToBeFocusedAsync();
    }

    [Fact]
    public async Task APictureIsClosedByGoingBack()
    {
        await Site.SampleIsCollectedAsync();
        var page = await OperatorAsync();
        await page.GotoAsync("/images");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading).First).ToBeFocusedAsync();
        await page.Locator(".gallery button").Nth(1).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/images\?image="));
        var opened = page.Url;
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Older image" }).ClickAsync();
        await Assertions.Expect(page).Not.ToHaveURLAsync(opened);
        var shown = await dialog.GetAttributeAsync("aria-label");

        await page.GoBackAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/images$"));
        await page.GoForwardAsync();
        await Assertions.Expect(dialog).ToHaveAttributeAsync("aria-label", shown!);
        await Assertions.Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Close" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/images$"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("channels/")]
    public async Task ADialogOfAMenuIsUsedWithoutAMouse(string path)
    {
        await Site.SampleIsCollectedAsync();
        var page = await OperatorAsync();
        if (path.Length > 0)
            path += await Site.ReadAsync<int>("select id from channels where handle = 'grey_skerry_light'");
        await page.GotoAsync($"/{path}");
        var button = page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Actions for The Keeper") });
        await Assertions.Expect(page.GetByRole(AriaRole.Heading).First).ToBeFocusedAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        foreach (var item in new[] { "Read again …", "Verify …", "Download …", "Settings …", "Remove …" })
        {
            await button.FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await ChooseAsync(page, item);
            await Assertions.Expect(page.Locator(".mud-popover-open")).ToHaveCountAsync(0);
            await Eventually.TrueAsync(() => page.EvaluateAsync<bool>("document.querySelector('.mud-dialog')?.contains(document.activeElement) === true"));
            await page.Keyboard.PressAsync("Tab");
            await Eventually.TrueAsync(() => page.EvaluateAsync<bool>("document.querySelector('.mud-dialog').contains(document.activeElement)"));

            await page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(dialog).ToHaveCountAsync(0);
            await Assertions.Expect(button).ToBeFocusedAsync();
        }

        static async Task ChooseAsync(IPage page, string item)
        {
            var focused = page.Locator(".mud-menu-item:focus");
            await focused.WaitForAsync();
            while (await focused.TextContentAsync() is { } at && at.Trim() != item)
            {
                await page.Keyboard.PressAsync("ArrowDown");
                await Assertions.Expect(focused).Not.ToHaveTextAsync(at);
            }

            await page.Keyboard.PressAsync("Enter");
        }
    }

    [Fact]
    public async Task WhereANewChannelIsTypedIsTheFocus()
    {
        var page = await OperatorAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Add a channel" }).First.ClickAsync();

        await Assertions.Expect(page.GetByLabel("Channels or exports")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task WhatIsSearchedIsFoundAndHighlighted()
    {
        await Site.SampleIsCollectedAsync();
        var page = await OperatorAsync();
        await page.GotoAsync("/search");

        await page.GetByLabel("Words").FillAsync("logbook");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();

        await page.Locator("mark", new() { HasText = "logbook" }).First.WaitForAsync();
        Assert.Contains("q=logbook", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASearchThatFindsNothingSaysWhy()
    {
        var id = await Site.ReadAsync<int>("""
            with sunken as (insert into channels (source, address, title, state) values ('telegram', 'name:sunken', 'Sunken Rock', 'removed') returning id)
            insert into coverage (channel_id, messages) select id, 1 from sunken returning channel_id
            """);
        var page = await OperatorAsync();
        await page.GotoAsync($"/search?q=light&channel={id}");
        await page.GetByText("This channel is removed").WaitForAsync();
        await Assertions.Expect(page.Locator(".search select option:checked")).ToHaveTextAsync("Sunken Rock (removed)");

        await page.GotoAsync("/search?q=light&from=2024-02-02&to=2024-02-01");
        await page.GetByText("The beginning is after the end").WaitForAsync();
    }

    [Fact]
    public async Task TheApiGivesEveryMessageOnceAndTheImagesBehindThem()
    {
        await Site.SampleIsCollectedAsync();
        var id = await Site.ReadAsync<int>("select id from channels where handle = 'grey_skerry_light'");
        using var client = Site.Script();
        var seen = new List<JsonElement>();
        for (int? before = int.MaxValue; before is not null;)
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"/api/channels/{id}/messages?limit=25&before={before}");
            seen.AddRange(page.GetProperty("messages").EnumerateArray());
            before = page.GetProperty("before").ValueKind == JsonValueKind.Null ? null : page.GetProperty("before").GetInt32();
        }

        Assert.Equal(66, seen.Select(message => message.GetProperty("messageId").GetInt32()).Distinct().Count());
        Assert.Equal(66, seen.Count);
        var imageId = seen.Select(message => message.GetProperty("imageId").GetString()).First(image => image is not null);
        using var image = await client.GetAsync($"/api/images/{Uri.EscapeDataString(imageId!)}");
        Assert.Equal("image/jpeg", image.Content.Headers.ContentType!.MediaType);
        Assert.Contains("sandbox", Assert.Single(image.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        var openApi = await client.GetFromJsonAsync<JsonElement>("/api/openapi.json");
        Assert.Contains("/api/channels/{id}/messages", openApi.GetProperty("paths").EnumerateObject().Select(path => path.Name));
    }
}
