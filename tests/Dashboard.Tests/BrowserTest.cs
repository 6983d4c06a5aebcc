using Microsoft.Playwright;

namespace Collector.Dashboard.Tests;

/// <summary>A test with browsers of its own, closed at its end: an open page goes on drawing, and slows down those that come later.</summary>
public abstract class BrowserTest(Site site) : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly List<IBrowserContext> browsers = [];

    protected Site Site { get; } = site;

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var browser in browsers)
        {
            try
            {
                await browser.CloseAsync().WaitAsync(Patience);
            }
            catch (TimeoutException)
            {
                // Of a page that is just being left, Chromium once never said that it is closed. It ends with the others.
            }
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>A browser that nobody has logged in with.</summary>
    /// <param name="address">Of another dashboard than the first; null for that.</param>
    protected async Task<IPage> StrangerAsync(string? address = null)
    {
        var browser = await Site.NewBrowserAsync(address);
        browsers.Add(browser);
        return await browser.NewPageAsync();
    }

    /// <summary>A browser that is logged in, on the page of the channels.</summary>
    /// <param name="address">Of another dashboard than the first; null for that.</param>
    protected async Task<IPage> OperatorAsync(string? address = null)
    {
        var page = await StrangerAsync(address);
        await page.GotoAsync("/login");
        await page.GetByLabel("Password").FillAsync(Site.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Channels" }).WaitForAsync();
        return page;
    }
}
