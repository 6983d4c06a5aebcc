using System.Globalization;

namespace Collector.Exporting.Archive;

/// <summary>Numbers with what they count.</summary>
static class Counted
{
    public static string Of(long number, string one, string several) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? one : several)}");
}
