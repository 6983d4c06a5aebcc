using System.Collections.Concurrent;
using Collector.Contracts;
using Collector.Sources;

namespace Collector.Telegram.Accounts;

/// <summary>The accounts that this process holds a session of, now.</summary>
public sealed class HeldAccounts
{
    readonly ConcurrentDictionary<int, HeldAccount> held = new();

    /// <summary>Nothing is left to read: what was opened at Telegram for it is finished.</summary>
    public Task EndReadingAsync(CancellationToken cancellationToken) => Task.WhenAll(held.Values.Select(account => account.EndReadingAsync(cancellationToken)));

    internal void Add(HeldAccount account) => held[account.Id] = account;

    internal void Remove(HeldAccount account) => held.TryRemove(new(account.Id, account));

    /// <exception cref="AccountLostException">This process holds no session of the account that shall read the channel.</exception>
    internal HeldAccount For(ChannelRef channel) =>
        channel.AccountId is { } id && held.TryGetValue(id, out var account) && account.Lease.IsValid
            ? account
            : throw new AccountLostException($"{channel.Name}: this process holds no session of account {channel.AccountId}.");
}
