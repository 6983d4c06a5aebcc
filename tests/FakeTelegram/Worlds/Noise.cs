using System.Runtime.InteropServices;

namespace Collector.FakeTelegram.Worlds;

/// <summary>Numbers that look random and are always the same for the same input.</summary>
static class Noise
{
    public static long Mix(long a, long b, long c = 0) => Mix(Mix(a) + b) is var mixed && c == 0 ? mixed : Mix(mixed + c);

    public static long Mix(long value)
    {
        var x = (ulong)value + 0x9e3779b97f4a7c15;
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
        x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
        return (long)(x ^ (x >> 31));
    }

    /// <returns>From 0 to below 1.</returns>
    public static double Fraction(long value) => (ulong)value / (ulong.MaxValue + 1.0);

    /// <returns>From 0 to below the bound.</returns>
    public static int Below(long value, int bound) => (int)((ulong)value % (uint)bound);

    public static T Pick<T>(long value, IReadOnlyList<T> from) => from[Below(value, from.Count)];

    public static void Fill(Span<byte> bytes, long seed)
    {
        var whole = MemoryMarshal.Cast<byte, long>(bytes);
        for (var i = 0; i < whole.Length; i++)
            whole[i] = Mix(seed + i);
        for (var i = whole.Length * 8; i < bytes.Length; i++)
            bytes[i] = (byte)Mix(seed, i);
    }
}
