using Collector.Dashboard.Parts;

namespace Collector.Dashboard.Tests;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "0 messages")]
    [InlineData(1, "1 message")]
    [InlineData(1234, "1,234 messages")]
    public void OneOfThemIsNotCalledByThePlural(long number, string words) => Assert.Equal(words, Figures.Count(number, "message"));
}
