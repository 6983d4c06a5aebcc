using Collector.Dashboard.Live;
using Collector.Exporting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Collector.Dashboard.Api;

/// <summary>Sends the messages of a channel as one file, as <c>collector export</c> writes it, while they are read.</summary>
static class Download
{
    const string FewAtOnce = "downloads";

    // Each has a connection to PostgreSQL for as long as it takes; the pages need some, too.
    public static IServiceCollection AddDownloads(this IServiceCollection services) => services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.AddConcurrencyLimiter(FewAtOnce, few =>
        {
            few.PermitLimit = 2;
            few.QueueLimit = 100;
        });
    });

    public static RouteHandlerBuilder FewDownloadsAtOnce(this RouteHandlerBuilder endpoint) => endpoint.RequireRateLimiting(FewAtOnce);

    public static async Task<IResult> SendAsync(int id, Pulse pulse, NpgsqlDataSource database, HttpContext context, string format = "csv", string? since = null, string? until = null)
    {
        if ((await pulse.ChannelsAsync(context.RequestAborted)).FirstOrDefault(channel => channel.Progress.Id == id)?.Progress is not { } channel)
            return Results.NotFound();
        if (TextFormat.All.FirstOrDefault(known => known.Name == format) is not { } chosen)
            return Results.Problem($"format is {string.Join(" or ", TextFormat.All.Select(known => known.Name))}, not '{format}'.", statusCode: StatusCodes.Status400BadRequest);
        if (!TryRead(since, wholeDay: false, out var first) || !TryRead(until, wholeDay: true, out var end))
            return Results.Problem($"since and until take {PointInTime.Example}.", statusCode: StatusCodes.Status400BadRequest);

        var snapshot = await Snapshot.OpenAsync(database, new(first, end), context.RequestAborted);
        context.Response.RegisterForDisposeAsync(snapshot);
        return Results.Stream(body => WriteAsync(snapshot, id, chosen.Open(body), context.RequestAborted), chosen.MediaType, $"{new ExportedChannel(id, channel.Handle, channel.Title).FileName}.{chosen.Name}");
    }

    static async Task WriteAsync(Snapshot snapshot, int id, IMessageWriter writer, CancellationToken cancellationToken)
    {
        await using (writer)
        {
            await foreach (var message in snapshot.ReadAsync(id, byMonth: false).WithCancellation(cancellationToken))
                await writer.WriteAsync(message, cancellationToken);
            await writer.CompleteAsync(cancellationToken);
        }
    }

    // A form sends what was left empty, too.
    static bool TryRead(string? text, bool wholeDay, out DateTimeOffset? time)
    {
        var read = PointInTime.TryParse(text ?? "", wholeDay, out var point);
        time = read ? point : null;
        return read || string.IsNullOrEmpty(text);
    }
}
