namespace Collector.Cli.Exporting.Archive;

/// <summary>Links that lead to a page or a mail: never to a script.</summary>
static class SafeLink
{
    public static string? Of(string? href) =>
        Uri.TryCreate(href, UriKind.Absolute, out var link) && link.Scheme is "http" or "https" or "mailto" or "tg" ? link.AbsoluteUri : null;
}
