using Collector.Contracts;
using Collector.Sources;
using Collector.Telegram.Accounts;
using Collector.Telegram.Images;
using Collector.Telegram.Reading;

namespace Collector.Telegram;

/// <summary>Telegram itself, read by the accounts that this process holds.</summary>
sealed class TelegramSource(HeldAccounts accounts, Resolver resolver, HistoryReader history, FileReferences references, TimeProvider time) : IChannelSource
{
    // Far below the 30 minutes after which RabbitMQ takes an unacknowledged message for lost.
    static readonly TimeSpan ImagesWait = TimeSpan.FromMinutes(10);

    public string Name => SourceNames.Telegram;

    public async Task<ChannelLook> LookAsync(ChannelRef channel, CancellationToken cancellationToken)
    {
        var account = accounts.For(channel);
        try
        {
            return await resolver.ReadAsync(account, channel, peer => ChannelLooks.LookAsync(account, channel, peer, cancellationToken), cancellationToken);
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
            return await resolver.ReadAsync(account, channel, peer => history.ReadAsync(account, channel, peer, after, upTo, cancellationToken), cancellationToken);
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
}
