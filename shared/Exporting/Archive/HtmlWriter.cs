using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security;

namespace Collector.Exporting.Archive;

/// <summary>Writes HTML in which every value is text: only what stands in the program itself is markup.</summary>
sealed class HtmlWriter(TextWriter output)
{
#pragma warning disable CA1822 // The handler has written it all.
    public void Write([InterpolatedStringHandlerArgument("")] ref Markup markup)
    {
    }
#pragma warning restore CA1822

    public void Text(ReadOnlySpan<char> text) => output.Write(SecurityElement.Escape(text.ToString()));

    void Literal(string markup) => output.Write(markup);

    [InterpolatedStringHandler]
#pragma warning disable CS9113, IDE0060 // The compiler passes them.
    public readonly ref struct Markup(int literalLength, int holes, HtmlWriter writer)
#pragma warning restore CS9113, IDE0060
    {
        public void AppendLiteral(string markup) => writer.Literal(markup);

        public void AppendFormatted(string? text) => writer.Text(text);

        public void AppendFormatted<T>(T value, string? format = null) where T : IFormattable =>
            writer.Text(value.ToString(format, CultureInfo.InvariantCulture));
    }
}
