using System.Globalization;
namespace Collector.Exporting.Archive;

/// <summary>The way to any month of a channel.</summary>
static class Months
{
    public static string Name(DateTime month) => month.ToString("MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A table, a row for each year, newest first.</summary>
    public static void Write(HtmlWriter html, IReadOnlyList<ArchivePage> pages)
    {
        html.Write($"<table class=\"months\">\n");
        foreach (var year in pages.GroupBy(page => page.Month.Year).Reverse())
        {
            html.Write($"<tr><th scope=\"row\">{year.Key}</th>");
            var months = year.ToLookup(page => page.Month.Month);
            for (var month = 1; month <= 12; month++)
            {
                var name = CultureInfo.InvariantCulture.DateTimeFormat.GetAbbreviatedMonthName(month);
                if (months[month].FirstOrDefault() is { } first)
                    html.Write($"<td><a href=\"{first.File}\" title=\"{Counted.Of(months[month].Sum(page => page.Messages), "message", "messages")}\">{name}</a></td>");
                else
                    html.Write($"<td class=\"none\">{name}</td>");
            }

            html.Write($"</tr>\n");
        }

        html.Write($"</table>\n");
    }
}
