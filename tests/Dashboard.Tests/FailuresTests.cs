using Collector.Testing;
using Microsoft.Playwright;

namespace Collector.Dashboard.Tests;

public sealed class FailuresTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task AChannelThatFailsIsListedAndCountedUntilItIsTriedAgain()
    {
        var page = await OperatorAsync();
        await page.GotoAsync("/dead-letters");
        await page.Locator(".letters .cause").First.WaitForAsync();
        // No account reads this one: it fails for as long as nobody does anything.
        await Site.ReadAsync<int?>("""
            insert into channels (source, address, title, state, last_error) values ('export', '/gone', 'Gone Lighthouse', 'paused', 'Gone Lighthouse: the folder is gone'), ('export', '/private', 'Private Lighthouse', 'private', null)
            """);

        var gone = page.Locator(".letters > li", new() { HasText = "Gone Lighthouse" });
        await gone.GetByText("the folder is gone", new() { Exact = true }).WaitForAsync();
        await page.Locator(".letters > li", new() { HasText = "Private Lighthouse" }).GetByText("the channel is private").WaitForAsync();
        await Eventually.TrueAsync(async () => await page.Locator("nav .count").TextContentAsync() == await Site.ReadAsync<string>("select count(*)::text from channels c where state <> 'removed' and (last_error is not null or state not in ('active', 'paused') or exists (select from ranges r where r.channel_id = c.id and r.state = 'parked') or exists (select from images i where i.channel_id = c.id and (i.state = 'failed' or i.waiting_since > '-infinity')))"));
        await Screens.InBothThemesAsync(page, "failures-channels");
        await Screens.OnAPhoneAsync(page, "failures-channels");

        await gone.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await page.GetByText("Gone Lighthouse is due now, with all that failed of it.").WaitForAsync();
        Assert.NotEqual("paused", await Site.ReadAsync<string>("select state from channels where title = 'Gone Lighthouse'"));
        await Site.ReadAsync<int?>("update channels set state = 'removed' where title like '% Lighthouse'");
        await Assertions.Expect(gone).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task ParkedRangesOfAChannelAreTriedAgainTogether()
    {
        await Site.ReadAsync<int?>("""
            with added as (insert into channels (source, address, title, state) values ('telegram', 'name:parked', 'Parked Ferry', 'paused') returning id)
            insert into ranges (channel_id, span, sweep, state, error) select id, span, 1, 'parked', 'it broke' from added, unnest('{"[1,11)","[21,31)"}'::int4range[]) span
            """);
        var page = await OperatorAsync();
        await page.GotoAsync("/dead-letters");

        var ferry = page.Locator("section", new() { HasText = "Parked ranges" }).Locator(".letters > li", new() { HasText = "Parked Ferry" });
        await ferry.GetByText("ids 21–30").WaitForAsync();
        Assert.Equal(2, await ferry.Locator(".cause").CountAsync());
        await ferry.GetByRole(AriaRole.Button, new() { Name = "Try all again" }).ClickAsync();
        await Assertions.Expect(ferry).ToHaveCountAsync(0);

        Assert.False(await Site.ReadAsync<bool>("select exists (select from ranges r join channels c on c.id = r.channel_id where c.title = 'Parked Ferry' and r.state = 'parked')"));
        await Site.ReadAsync<int?>("update channels set state = 'removed' where title = 'Parked Ferry'");
    }

    [Fact]
    public async Task WhatASweepMissedIsMarkedAsDeletedWhenAPersonSaysSo()
    {
        await Site.ReadAsync<int?>("""
            with added as (insert into channels (source, address, title, state) values ('telegram', 'name:doubt', 'Doubtful Isle', 'paused') returning id),
                 written as (insert into messages (channel_id, message_id, posted_at, kind, text, observed_at) select id, number, now(), 'message', '', now() from added, generate_series(1, 1240) number)
            insert into vanished (channel_id, message_id, sweep, found_at, asked_at) select id, number, 1, now(), now() from added, generate_series(1, 1234) number
            """);
        var page = await OperatorAsync();
        await page.GotoAsync("/dead-letters");

        var isle = page.Locator(".letters > li", new() { HasText = "Doubtful Isle" });
        await isle.GetByText("1,234 of its messages seem to have vanished, more than a fifth; nothing was marked.").WaitForAsync();
        await isle.GetByRole(AriaRole.Button, new() { Name = "They are deleted …" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByText("1,234 messages of Doubtful Isle will be marked as deleted.").WaitForAsync();
        Assert.Equal(0, await DeletedAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Mark as deleted" }).ClickAsync();
        await page.GetByText("1,234 messages of Doubtful Isle are marked as deleted.").WaitForAsync();

        Assert.Equal(1234, await DeletedAsync());
        await Assertions.Expect(isle.GetByText("seem to have vanished")).ToHaveCountAsync(0);
        await Site.ReadAsync<int?>("update channels set state = 'removed' where title = 'Doubtful Isle'");
    }

    Task<int> DeletedAsync() => Site.ReadAsync<int>("select count(*)::int from messages m join channels c on c.id = m.channel_id where c.title = 'Doubtful Isle' and m.deleted_at is not null");
}
