using Collector.Contracts;

namespace Collector.Media;

sealed record WantedImage(string ImageId, int MessageId, string? Location, int Id, string Name, string Source, string Address, long? TelegramId, int? AccountId)
{
    public ImageRequested ToRequest() => new(ImageId, new ChannelRef(Id, Name, Source, Address, TelegramId, AccountId), MessageId, Location, Bytes: null);
}
