using Collector.Dashboard.Live;
using Collector.Dashboard.Reading;
using Collector.Exporting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Collector.Dashboard.Api;

/// <summary>The HTTP API: what the pages show, as JSON. It only reads.</summary>
static class Endpoints
{
    const int LargestPage = 1000;

    public static void MapApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api").AddEndpointFilter(SayThatTheDatabaseIsAwayAsync)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapGet("/status", StatusAsync).WithSummary("All channels at once.");
        api.MapGet("/channels", async (Pulse pulse, CancellationToken cancellation) => (await pulse.ChannelsAsync(cancellation)).Select(ChannelJson.Of)).WithSummary("Every channel, and how far it is.");
        api.MapGet("/channels/{id:int}", ChannelAsync).WithSummary("One channel.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/channels/{id:int}/messages", MessagesAsync).WithSummary("Its messages, newest first, page by page.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/channels/{id:int}/export", Download.SendAsync).FewDownloadsAtOnce().WithSummary("All its messages as one file, oldest first: csv or jsonl, in a ZIP with their images; or html, web pages in a ZIP.")
            .Produces<Stream>(StatusCodes.Status200OK, ZipDownload.MediaType, [.. TextFormat.All.Select(format => format.MediaType)])
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        api.MapGet("/runs", async (Runs runs, CancellationToken cancellation) => await runs.ReadAsync(cancellation)).WithSummary("Ranges of ids in flight, and those that were given up.");
        api.MapGet("/images/{id}", ImageFile.SendAsync).WithSummary("A stored image.")
            .Produces<Stream>(StatusCodes.Status200OK, ImageFile.Unknown, ImageFile.Types)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    static async ValueTask<object?> SayThatTheDatabaseIsAwayAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (NpgsqlException away) when (away.IsTransient)
        {
            return Results.Problem("PostgreSQL cannot be reached.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    static async Task<StatusJson> StatusAsync(Pulse pulse, CancellationToken cancellationToken)
    {
        var channels = await pulse.ChannelsAsync(cancellationToken);
        var progress = channels.Select(channel => channel.Progress).ToList();
        var last = pulse.Samples[^1];
        return new(
            channels.Count, channels.All(channel => channel.IsComplete), progress.Any(channel => channel.Working), progress.Sum(channel => channel.Collected),
            progress.Sum(channel => channel.Total), progress.Sum(channel => (long)channel.Messages), progress.Sum(channel => (long)channel.ImagesStored),
            progress.Sum(channel => (long)channel.ImagesWanted), progress.Sum(channel => (long)channel.ImagesFailed), last.Bytes, last.MessageRate,
            last.ImageRate, last.ByteRate, pulse.Left?.TotalSeconds, progress.Sum(channel => channel.Outstanding),
            progress.Sum(channel => channel.Parked));
    }

    static async Task<Results<Ok<ChannelJson>, NotFound>> ChannelAsync(Pulse pulse, int id, CancellationToken cancellationToken) =>
        (await pulse.ChannelsAsync(cancellationToken)).FirstOrDefault(channel => channel.Progress.Id == id) is { } found ? TypedResults.Ok(ChannelJson.Of(found)) : TypedResults.NotFound();

    static async Task<Results<Ok<MessagesJson>, NotFound>> MessagesAsync(Posts posts, int id, CancellationToken cancellationToken, int? before = null, int limit = 100)
    {
        if (!await posts.HasChannelAsync(id, cancellationToken))
            return TypedResults.NotFound();

        limit = Math.Clamp(limit, 1, LargestPage);
        var page = await posts.ReadAsync(id, before, limit, cancellationToken);
        return TypedResults.Ok(new MessagesJson(page, page.Count < limit ? null : page[^1].MessageId));
    }
}
