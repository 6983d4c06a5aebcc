using Collector.Testing;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Collector.Dashboard.Tests;

/// <summary>Pictures of pages, kept to be looked at; and what everybody must be able to do with them.</summary>
static class Screens
{
    static readonly string Folder = Path.Combine(Repository.Root, ".artifacts", "screenshots");

    public static async Task InBothThemesAsync(IPage page, string name)
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await SaveAsync(page, $"{name}-{scheme.ToString().ToLowerInvariant()}");
            await AccessibleAsync(page);
        }
    }

    public static async Task OnAPhoneAsync(IPage page, string name)
    {
        var desk = page.ViewportSize!;
        await page.SetViewportSizeAsync(390, 844);
        await SaveAsync(page, $"{name}-phone");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "The page is wider than a phone.");
        await page.SetViewportSizeAsync(desk.Width, desk.Height);
    }

    static async Task SaveAsync(IPage page, string name)
    {
        // What is in sight is loaded and decoded, and drawn in the colours of now.
        await page.EvaluateAsync("""
            async () => {
                const seen = [...document.images].filter(image => image.getBoundingClientRect().bottom > 0 && image.getBoundingClientRect().top < innerHeight);
                await Promise.all(seen.map(image => image.decode()));
                for (let frame = 0; frame < 3; frame++)
                    await new Promise(requestAnimationFrame);
            }
            """);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}.png") });
    }

    static async Task AccessibleAsync(IPage page)
    {
        var result = await page.RunAxe();
        Assert.True(result.Violations.Length == 0, string.Join('\n', result.Violations.Select(violation => $"{violation.Id}: {violation.Help}\n  {string.Join("\n  ", violation.Nodes.Select(node => node.Html))}")));
    }
}
