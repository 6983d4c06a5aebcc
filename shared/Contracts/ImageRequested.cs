namespace Collector.Contracts;

/// <summary>Event, Collector or Scheduler → Media: an image that a message shows is wanted in the store.</summary>
/// <param name="ImageId">Key of <c>images</c>, see <see cref="CollectedMessage.ImageId"/>.</param>
/// <param name="Channel">Where it was seen.</param>
/// <param name="MessageId">Where it was seen.</param>
/// <param name="Location">Where the source finds it; only the source itself reads it. Null: the source must look it up by the message.</param>
/// <param name="Bytes">Size that the source announces; null when unknown.</param>
public sealed record ImageRequested(string ImageId, ChannelRef Channel, int MessageId, string? Location, long? Bytes);
