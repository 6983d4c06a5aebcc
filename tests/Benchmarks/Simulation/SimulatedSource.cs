using Collector.Contracts;
using Collector.Sources;
using Collector.Telegram.Governing;
using Microsoft.Extensions.Options;

namespace Collector.Benchmarks.Simulation;

/// <summary>A Telegram that exists for benchmarks only. With accounts it is read as Telegram is, without as an export.</summary>
sealed class SimulatedSource(HeldSimulations accounts, Pace pace, TimeProvider time, IOptions<SimulationOptions> options) : IChannelSource, IDisposable
{
    readonly SimulatedAccount everybody = new(options.Value with { CallsInFlight = 1000 });

    public string Name => options.Value.Accounts.Length > 0 ? SourceNames.Telegram : SourceNames.Export;

    /// <summary>What was asked by nobody's account.</summary>
    public Calls Calls => everybody.Calls;

    public async Task<ChannelLook> LookAsync(ChannelRef channel, CancellationToken cancellationToken)
    {
        await CallAsync(channel, CallClass.Resolve, null, LookAsync, cancellationToken);
        var simulated = SimulatedChannel.Parse(channel.Address);
        return new() { Title = simulated.Title, Kind = "channel", TelegramId = simulated.TelegramId, Top = simulated.Top, Reported = simulated.Messages, Fingerprint = Name == SourceNames.Export ? channel.Address : null };

        static async Task<bool> LookAsync(SimulatedAccount account, CancellationToken cancellationToken)
        {
            await account.LookAsync(cancellationToken);
            return true;
        }
    }

    public async Task<HistoryPage> ReadPageAsync(ChannelRef channel, string? fingerprint, int after, int upTo, CancellationToken cancellationToken)
    {
        await pace.WaitAsync(cancellationToken);
        var simulated = SimulatedChannel.Parse(channel.Address);
        var messages = await CallAsync(channel, CallClass.History, null, (account, cancellation) => account.HistoryAsync(simulated, upTo, cancellation), cancellationToken);
        var observedAt = time.GetUtcNow();
        if (messages.Count == 0)
            return new(after, upTo, after, [], [], observedAt);
        // As Telegram's pages are: not cut at the range's bound.
        var below = messages[0].Id - 1;
        var images = messages.Where(message => message.ImageId is not null).Select(message => new PageImage(message.ImageId!, message.Id, null, SimulatedImage.Bytes));
        return new(below, upTo, below, messages, [.. images.DistinctBy(image => image.ImageId)], observedAt);
    }

    public async Task<Stream> OpenImageAsync(ImageRequested image, CancellationToken cancellationToken)
    {
        var number = SimulatedImage.Number(image.ImageId);
        return new MemoryStream(await CallAsync(image.Channel, CallClass.Files, SimulatedImage.DataCenter(number), (account, cancellation) => account.ImageAsync(number, cancellation), cancellationToken));
    }

    public void Dispose() => everybody.Dispose();

    Task<T> CallAsync<T>(ChannelRef channel, CallClass callClass, int? dataCenter, Func<SimulatedAccount, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        if (channel.AccountId is null)
            return call(everybody, cancellationToken);
        var held = accounts.For(channel);
        return held.CallAsync(callClass, channel.Name, dataCenter, cancellation => call(held.Account, cancellation), cancellationToken);
    }
}
