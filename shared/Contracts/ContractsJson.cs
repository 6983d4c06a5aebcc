using System.Text.Json.Serialization;

namespace Collector.Contracts;

/// <summary>Generated serializers of every message on the wire.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CollectChannel))]
[JsonSerializable(typeof(MessagesCollected))]
[JsonSerializable(typeof(IReadOnlyList<CollectedMessage>))]
[JsonSerializable(typeof(ChannelSeen))]
[JsonSerializable(typeof(RangeReleased))]
[JsonSerializable(typeof(ImageRequested))]
[JsonSerializable(typeof(CollectorAnnounced))]
public sealed partial class ContractsJson : JsonSerializerContext;
