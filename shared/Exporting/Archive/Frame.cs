namespace Collector.Exporting.Archive;

/// <summary>What every page begins and ends with.</summary>
static class Frame
{
    /// <param name="up">From the page to the archive's folder: empty, or ../</param>
    public static void Begin(HtmlWriter html, string title, string up) => html.Write(
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self'">
        <meta name="referrer" content="no-referrer">
        <meta name="generator" content="Collector">
        <meta name="color-scheme" content="light dark">
        <title>{title}</title>
        <link rel="stylesheet" href="{up}style.css">
        </head>
        <body>

        """);

    public static void End(HtmlWriter html) => html.Write($"</body>\n</html>\n");
}
