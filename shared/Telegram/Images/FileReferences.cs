using System.Collections.Concurrent;
using Collector.Contracts;
using Collector.Sources;
using Collector.Telegram.Accounts;
using Collector.Telegram.Governing;
using Collector.Telegram.Mapping;
using Collector.Telegram.Reading;
using Microsoft.Extensions.Options;
using TL;
using TL.Methods;

namespace Collector.Telegram.Images;

/// <summary>Fetches messages again for the sake of their file references; those of one channel that are asked for together are one call.</summary>
sealed class FileReferences(Resolver resolver, IOptions<ReadingOptions> options, TimeProvider time)
{
    const int MostAtOnce = 100;
    static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);

    readonly ConcurrentDictionary<(int Account, int Channel), Batch> open = new();

    /// <summary>Where the image lies now. One that an export named, whose channel is read from Telegram since, is the one that the message shows.</summary>
    /// <exception cref="SourceException">The message does not show the image any more.</exception>
    /// <exception cref="AccountLostException">The account cannot read the channel.</exception>
    public async Task<ImageLocation> RefreshAsync(HeldAccount account, ImageRequested image, CancellationToken cancellationToken)
    {
        var found = await Join(account, image).WaitAsync(cancellationToken);
        return found.TryGetValue(image.MessageId, out var message)
            && MessageImages.Of(message, options.Value.Choice).FirstOrDefault(shown => shown.ImageId == image.ImageId || !MessageImages.IsTelegrams(image.ImageId)) is { Location: { } location }
            ? ImageLocation.Parse(location)
            : throw new SourceException($"{image.Channel.Name}: message {image.MessageId}: is deleted or shows another image by now");
    }

    Task<IReadOnlyDictionary<int, MessageBase>> Join(HeldAccount account, ImageRequested image)
    {
        var key = (account.Id, image.Channel.Id);
        while (true)
        {
            var batch = open.GetOrAdd(key, _ => new());
            lock (batch)
            {
                if (batch.Begun is not null)
                {
                    open.TryRemove(new(key, batch));
                    continue;
                }

                batch.Ids.Add(image.MessageId);
                if (batch.Ids.Count == 1)
                    batch.Found = RunAsync(key, batch, account, image.Channel);
                if (batch.Ids.Count == MostAtOnce)
                    batch.Full.TrySetResult();
                return batch.Found!;
            }
        }
    }

    async Task<IReadOnlyDictionary<int, MessageBase>> RunAsync((int, int) key, Batch batch, HeldAccount account, ChannelRef channel)
    {
        await Task.WhenAny(Task.Delay(Gather, time), batch.Full.Task);
        InputMessage[] ids;
        lock (batch)
            batch.Begun = ids = [.. batch.Ids.Select(id => new InputMessageID { id = id })];
        open.TryRemove(new(key, batch));

        // Of whoever asks: none of them may end it for the others.
        var cancellation = account.Lease.Lost;
        try
        {
            var answer = await resolver.ReadAsync(account, channel, peer => peer.Kind == Reading.Peer.BasicGroup
                ? account.CallAsync(CallClass.Messages, channel.Name, new Messages_GetMessages { id = ids }, null, cancellation)
                : account.CallAsync(CallClass.Messages, channel.Name, new Channels_GetMessages { channel = peer.Channel, id = ids }, null, cancellation), cancellation);
            return answer.Messages.Where(message => message is not MessageEmpty).DistinctBy(message => message.ID).ToDictionary(message => message.ID);
        }
        catch (UnreadableException unreadable)
        {
            throw new AccountLostException(unreadable.Message, unreadable);
        }
    }

    sealed class Batch
    {
        public HashSet<int> Ids { get; } = [];

        public TaskCompletionSource Full { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<IReadOnlyDictionary<int, MessageBase>>? Found { get; set; }

        public InputMessage[]? Begun { get; set; }
    }
}
