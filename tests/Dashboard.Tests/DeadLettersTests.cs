using Collector.Testing;
using Microsoft.Playwright;

namespace Collector.Dashboard.Tests;

public sealed class DeadLettersTests(Site site) : BrowserTest(site), IAsyncLifetime
{
    readonly TestBroker broker = new();

    public ValueTask InitializeAsync() => broker.InitializeAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await broker.DisposeAsync();
    }

    [Fact]
    public async Task APoisonMessageIsSeenWithItsCauseAndRetriedAndDropped()
    {
        // With the rights of docker-compose.yml: queues, and nothing to administer.
        var rights = await broker.AddUserAsync("secret");
        IPage page;
        await using (var writer = Site.Start("Writer", rights))
        {
            // The longer a queue is missing the more seldom it is looked for.
            await Eventually.TrueAsync(async () => await broker.CountAsync("messages-collected") is not null, TimeSpan.FromMinutes(2));
            page = await OperatorAsync(await Site.StartDashboardAsync(rights));
            await page.GotoAsync("/dead-letters");
            await page.GetByText("None: no message failed for good.").WaitForAsync();
            await PoisonAsync("old_tower");
            await PoisonAsync("new_tower");
            await page.Locator(".letters .about").Nth(1).WaitForAsync();
            await writer.StopAsync();
        }

        var letters = page.Locator(".letters > li", new() { Has = page.Locator(".about") });
        var old = letters.Filter(new() { HasText = "old_tower" });
        await Assertions.Expect(old).ToContainTextAsync("messages-collected_error");
        await Assertions.Expect(old).ToContainTextAsync("old_tower: the page (100, 200] belongs to no sweep");
        await Assertions.Expect(old).ToContainTextAsync("MessagesCollected · old_tower · ids 101–200");
        await old.GetByRole(AriaRole.Button, new() { Name = "Show it all" }).ClickAsync();
        await page.GetByLabel("The whole message").GetByText("\"name\": \"old_tower\"").WaitForAsync();
        await Screens.InBothThemesAsync(page, "dead-letters");
        await Screens.OnAPhoneAsync(page, "dead-letters");

        await page.GetByLabel("Text in it").FillAsync("NEW_TOWER");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await page.GetByText("1 match").WaitForAsync();
        await letters.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await page.GetByText("None matches").WaitForAsync();
        Assert.Equal((1, 1), (await broker.CountAsync("messages-collected"), await broker.CountAsync("messages-collected_error")));
        Assert.Contains("new_tower", System.Text.Encoding.UTF8.GetString((await broker.TakeAsync("messages-collected"))!.Body.Span), StringComparison.Ordinal);

        await page.GetByLabel("Text in it").FillAsync("");
        await page.GetByLabel("Queue").SelectOptionAsync("messages-collected_error");
        await page.GetByText("1 match").WaitForAsync();
        await letters.GetByRole(AriaRole.Button, new() { Name = "Drop …" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Drop", Exact = true }).ClickAsync();
        await page.GetByText("None: no message failed for good.").WaitForAsync();
        Assert.Equal(0, await broker.CountAsync("messages-collected_error"));
    }

    [Fact]
    public async Task WhatIsTypedAndNotAskedForIsNotDropped()
    {
        await broker.DeclareAsync("image-requested_error");
        for (var letter = 0; letter < 6; letter++)
            await broker.PublishAsync("", "image-requested_error", letter < 2 ? """{"name":"alpha"}""" : """{"name":"beta"}""");
        var page = await OperatorAsync(await Site.StartDashboardAsync(await broker.AddUserAsync("secret")));
        await page.GotoAsync("/dead-letters");
        await page.GetByLabel("Text in it").FillAsync("alpha");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await page.GetByText("2 match").WaitForAsync();

        await page.GetByLabel("Text in it").FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Drop all …" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Drop", Exact = true }).ClickAsync();

        await page.GetByText("2 were dropped.").WaitForAsync();
        await page.GetByText("None matches").WaitForAsync();
        Assert.Equal(4, await broker.CountAsync("image-requested_error"));
    }

    [Fact]
    public async Task TheQueuesAreShownWithWhatWaitsAndWhoTakesIt()
    {
        foreach (var queue in new[] { "messages-collected", "image-requested", "image-requested_error", "collect-channel-account-1" })
            await broker.DeclareAsync(queue);
        for (var page = 0; page < 3; page++)
            await broker.PublishAsync("", "messages-collected", "{}");
        await broker.PublishAsync("", "image-requested_error", "{}");
        var operators = await OperatorAsync(await Site.StartDashboardAsync(await broker.AddUserAsync("secret")));

        await operators.GotoAsync("/now");

        var row = operators.Locator(".queues tr", new() { HasText = "messages-collected" });
        await Assertions.Expect(row).ToContainTextAsync("pages to store, for Writer");
        Assert.Equal(["messages-collected", "3", "0"], (await row.Locator("td").AllTextContentsAsync()).Take(3));
        await Assertions.Expect(row).ToContainTextAsync("nobody takes it");
        await Assertions.Expect(operators.Locator(".queues")).ToContainTextAsync("collect-channel-account-1");
        await Assertions.Expect(operators.Locator(".queues tr", new() { HasText = "image-requested_error" })).ToContainTextAsync("failed for good");
        await operators.Locator(".waits .countdown").WaitForAsync();
        await Screens.InBothThemesAsync(operators, "now-queues");
        await Screens.OnAPhoneAsync(operators, "now-queues");
    }

    [Fact]
    public async Task WithoutRabbitMqThePageSaysWhy()
    {
        var page = await OperatorAsync();
        await page.GotoAsync("/dead-letters");
        await page.GetByText("None here: messages stay in the memory of one process").WaitForAsync();

        var rights = new Dictionary<string, string>(broker.Settings) { ["RabbitMq__Port"] = "1" };
        page = await OperatorAsync(await Site.StartDashboardAsync(rights));
        await page.GotoAsync("/dead-letters");
        await page.GetByText("RabbitMQ at 127.0.0.1:1 cannot be reached").WaitForAsync();
    }

    Task PoisonAsync(string channel) => broker.PublishAsync(
        "", "messages-collected",
        $$"""{"messageType":["urn:message:Collector.Contracts:MessagesCollected"],"message":{"channel":{"id":1,"name":"{{channel}}","source":"export","address":"/x"},"sweep":{"number":0,"first":1,"top":900},"after":100,"upTo":200,"observedAt":"2025-01-01T00:00:00Z","messages":"kA=="} }""",
        new() { Persistent = true, ContentType = "application/vnd.masstransit+json", MessageId = Guid.NewGuid().ToString() });
}
