using System.Numerics;
using System.Security.Cryptography;

namespace Collector.FakeTelegram.Mtproto;

/// <summary>The product of two primes that a client must find. Telegram's are larger; these spare the tests' time.</summary>
static class Puzzle
{
    const int From = 1 << 19, To = 1 << 20;

    public static BigInteger New()
    {
        var first = Prime();
        int second;
        do
            second = Prime();
        while (second == first);
        return (BigInteger)first * second;
    }

    static int Prime()
    {
        int candidate;
        do
            candidate = RandomNumberGenerator.GetInt32(From, To) | 1;
        while (!IsPrime(candidate));
        return candidate;
    }

    static bool IsPrime(int odd)
    {
        for (var divisor = 3; divisor * divisor <= odd; divisor += 2)
            if (odd % divisor == 0)
                return false;
        return true;
    }
}
