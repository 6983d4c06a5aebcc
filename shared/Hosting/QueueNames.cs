using Collector.Contracts;
using Collector.Database;
using MassTransit;
using MassTransit.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Collector.Hosting;

/// <summary>The queues where messages wait.</summary>
public static class QueueNames
{
    /// <summary>One for each consumer of every service.</summary>
    public static IReadOnlyList<string> OfConsumers { get; } =
        ["collect-channel", "messages-collected", "image-requested", "channel-seen", "range-released", "collector-announced", "collect-faulted", "page-faulted", "image-faulted"];

    /// <summary>A queue where messages wait one by one that may have ended a process.</summary>
    public static bool IsOfSuspects(string name) => name.EndsWith(Suspects.Suffix, StringComparison.Ordinal);

    /// <summary>Those of the consumers, for each the one where suspects wait, and those of the accounts that there are.</summary>
    public static async Task<IReadOnlyList<string>> AllAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var accounts = await database.QueryAsync<int>("select id from accounts order by id", null, cancellationToken);
        return
        [
            .. OfConsumers,
            .. OfConsumers.Select(queue => queue + Suspects.Suffix),
            .. accounts.SelectMany(id => new[] { Queues.CollectChannelOf(id).AbsolutePath, Queues.ImageRequestedOf(id).AbsolutePath }),
        ];
    }

    internal static string Of(IConsumerRegistration registration, IRegistrationContext context) =>
        registration.GetDefinition(context).GetEndpointName(context.GetRequiredService<IEndpointNameFormatter>());
}
