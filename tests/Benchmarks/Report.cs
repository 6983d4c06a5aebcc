using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Collector.Benchmarks;

/// <summary>What a benchmark prints, kept as <c>NAME.md</c>, and its numbers as <c>NAME.json</c>.</summary>
sealed class Report(string name, string folder)
{
    static readonly JsonSerializerOptions Layout = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly StringBuilder text = new();

    public void Line(string line = "")
    {
        Console.WriteLine(line);
        text.AppendLine(line);
    }

    public void Heading(params ReadOnlySpan<string> columns)
    {
        Row(columns);
        Line(string.Concat(Enumerable.Repeat("|---", columns.Length)) + "|");
    }

    public void Row(params ReadOnlySpan<string> cells) => Line($"| {string.Join(" | ", cells)} |");

    /// <returns>The path of a file beside it.</returns>
    public string PathOf(string extension) => Path.Combine(folder, name + extension);

    public async Task SaveAsync(object numbers)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(PathOf(".md"), text.ToString());
        await File.WriteAllTextAsync(PathOf(".json"), JsonSerializer.Serialize(numbers, Layout));
        Console.WriteLine($"{Environment.NewLine}{PathOf(".md")}");
    }
}
