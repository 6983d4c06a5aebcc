using System.Text.Encodings.Web;
using System.Text.Json;

namespace Collector.Cli;

/// <summary>Output for programs: one JSON document. Names of fields are added, never changed.</summary>
static class Json
{
    static readonly JsonSerializerOptions Layout = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static System.CommandLine.Option<bool> Option(string description) => new("--json") { Description = $"For programs: {description}", Arity = System.CommandLine.ArgumentArity.Zero };

    public static Task WriteAsync<T>(Shell shell, T document) => shell.Out.Profile.Out.Writer.WriteLineAsync(JsonSerializer.Serialize(document, Layout));
}
