using Collector.Contracts;
using MassTransit;

namespace Collector.Scheduler;

sealed class ChannelSeenConsumer : IConsumer<ChannelSeen>
{
    public Task Consume(ConsumeContext<ChannelSeen> context) => Task.CompletedTask;
}
