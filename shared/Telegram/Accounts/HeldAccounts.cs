using System.Collections.Concurrent;
using Collector.Contracts;
using Collector.Sources;

namespace Collector.Telegram.Accounts;

/// <summary>The accounts that this process holds a session of, now.</summary>
sealed class HeldAccounts
{
    readonly ConcurrentDictionary<int, HeldAccount> held = new();

    public int[] Ids => [.. held.Keys];

    public void Add(HeldAccount account) => held[account.Id] = account;

    public void Remove(HeldAccount account) => held.TryRemove(new(account.Id, account));

    /// <exception cref="AccountLostException">This process holds no session of the account that shall read the channel.</exception>
    public HeldAccount For(ChannelRef channel) =>
        channel.AccountId is { } id && held.TryGetValue(id, out var account) && account.Lease.IsValid
            ? account
            : throw new AccountLostException($"{channel.Name}: this process holds no session of account {channel.AccountId}.");
}
