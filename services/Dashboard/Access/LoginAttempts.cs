using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Collector.Dashboard.Access;

/// <summary>Compares passwords; after some wrong ones from an address nobody there is listened to for a while.</summary>
sealed class LoginAttempts(IOptions<DashboardOptions> options) : IAsyncDisposable
{
    public const int WrongOnesPerMinute = 10;

    readonly PartitionedRateLimiter<IPAddress> wrongOnes = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new() { PermitLimit = WrongOnesPerMinute, Window = TimeSpan.FromMinutes(1) }));

    public PasswordAnswer Try(string? password, IPAddress? from)
    {
        from = Source(from ?? IPAddress.None);
        // None are taken: this only asks whether there are any left.
        using (var left = wrongOnes.AttemptAcquire(from, permitCount: 0))
        {
            if (!left.IsAcquired)
                return PasswordAnswer.TooMany;
        }

        if (CryptographicOperations.FixedTimeEquals(Hash(password), Hash(options.Value.Password)))
            return PasswordAnswer.Right;
        wrongOnes.AttemptAcquire(from).Dispose();
        return PasswordAnswer.Wrong;
    }

    public ValueTask DisposeAsync() => wrongOnes.DisposeAsync();

    // Whoever has an address of version 6 has the 2^64 beside it, too.
    static IPAddress Source(IPAddress address) => address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
        ? new([.. address.GetAddressBytes().Take(8), .. new byte[8]])
        : address;

    static byte[] Hash(string? password) => SHA256.HashData(Encoding.UTF8.GetBytes(password ?? ""));
}
