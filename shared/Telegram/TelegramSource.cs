using Collector.Contracts;
using Collector.Sources;
using Collector.Telegram.Accounts;
using Collector.Telegram.Images;
using Collector.Telegram.Reading;
using TL;

namespace Collector.Telegram;

/// <summary>Telegram itself, read by the accounts that this process holds.</summary>
sealed class TelegramSource(HeldAccounts accounts, Resolver resolver, AccountChannels channels, HistoryReader history, FileReferences references, TimeProvider time) : IChannelSource
{
    // Far below the 30 minutes after which RabbitMQ takes an unacknowledged message for lost.
    static readonly TimeSpan ImagesWait = TimeSpan.FromMinutes(10);

    public string Name => SourceNames.Telegram;

    public async Task<ChannelLook> LookAsync(ChannelRef channel, CancellationToken cancellationToken)
    {
        var account = accounts.For(channel);
        try
        {
            return await ReadAsync(account, channel, peer => ChannelLooks.LookAsync(account, channel, peer, cancellationToken), cancellationToken);
        }
        catch (UnreadableException unreadable)
        {
            return new() { State = unreadable.State, Problem = unreadable.Message };
        }
    }

    public async Task<HistoryPage> ReadPageAsync(ChannelRef channel, string? fingerprint, int after, int upTo, CancellationToken cancellationToken)
    {
        var account = accounts.For(channel);
        try
        {
            return await ReadAsync(account, channel, peer => history.ReadAsync(account, channel, peer, after, upTo, cancellationToken), cancellationToken);
        }
        catch (UnreadableException unreadable)
        {
            throw new AccountLostException(unreadable.Message, unreadable);
        }
    }

    public async Task<Stream> OpenImageAsync(ImageRequested image, CancellationToken cancellationToken)
    {
        while (true)
        {
            var account = accounts.For(image.Channel);
            try
            {
                return await ImageDownload.OpenAsync(account, image, references, cancellationToken);
            }
            catch (SourceWaitException wait) when (wait.Until < time.GetUtcNow() + ImagesWait)
            {
                // Nothing else could be downloaded meanwhile, and the queue keeps its order.
                await Task.Delay(wait.Until - time.GetUtcNow() is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero, time, cancellationToken);
            }
        }
    }

    /// <summary>Reads with what is known of the channel; when Telegram does not accept that, once more with what it says itself.</summary>
    async Task<T> ReadAsync<T>(HeldAccount account, ChannelRef channel, Func<Reading.Peer, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            var peer = await resolver.FindAsync(account, channel, cancellationToken);
            try
            {
                return await read(peer);
            }
            catch (RpcException stale) when (stale.Message is "CHANNEL_INVALID" or "CHAT_ID_INVALID" or "PEER_ID_INVALID")
            {
                return await read(await resolver.ResolveAsync(account, channel, cancellationToken));
            }
        }
        catch (RpcException refused) when (UnreadableException.Of(refused, channel.Name) is { } unreadable)
        {
            await channels.UnreadableAsync(account.Id, channel.Id, unreadable.State, unreadable.Message, cancellationToken);
            throw unreadable;
        }
        catch (UnreadableException unreadable)
        {
            await channels.UnreadableAsync(account.Id, channel.Id, unreadable.State, unreadable.Message, cancellationToken);
            throw;
        }
    }
}
