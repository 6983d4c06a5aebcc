using Collector.Dashboard.Live;
using Collector.Exporting;
using Collector.Media;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Collector.Dashboard.Api;

/// <summary>Sends the messages of a channel as one file, as <c>collector export</c> writes it, while they are read.</summary>
static class Download
{
    const string FewAtOnce = "downloads";

    static readonly string[] Formats = [.. TextFormat.All.Select(format => format.Name), "html"];

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

    public static async Task<IResult> SendAsync(
        int id, Pulse pulse, NpgsqlDataSource database, ImageStore store, HttpContext context, string format = "csv", bool images = false, string? since = null, string? until = null)
    {
        var cancellation = context.RequestAborted;
        if (await FindAsync(id, pulse, cancellation) is not { } channel)
            return Results.NotFound();
        if (!Formats.Contains(format))
            return Results.Problem($"format is {string.Join(" or ", Formats)}, not '{format}'.", statusCode: StatusCodes.Status400BadRequest);
        if (!TryRead(since, wholeDay: false, out var first) || !TryRead(until, wholeDay: true, out var end))
            return Results.Problem($"since and until take {PointInTime.Example}.", statusCode: StatusCodes.Status400BadRequest);

        var filter = new ExportFilter(first, end);
        if (filter.IsEmpty)
            return Results.Problem("until must be later than since.", statusCode: StatusCodes.Status400BadRequest);

        var snapshot = await Snapshot.OpenAsync(database, filter, cancellation);
        context.Response.RegisterForDisposeAsync(snapshot);
        var text = TextFormat.All.FirstOrDefault(text => text.Name == format);
        if (text is not null && !images)
            return Results.Stream(body => WriteAsync(snapshot, channel, text.Open(body), cancellation), text.MediaType, $"{channel.FileName}.{text.Name}");

        // What ends a file in a ZIP is written synchronously.
        context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        return Results.Stream(body => new ZipDownload(snapshot, channel, text, images ? store : null).WriteAsync(body, cancellation), ZipDownload.MediaType, $"{channel.FileName}.zip");
    }

    // Of a removed one there is all that it had.
    static async Task<ExportedChannel?> FindAsync(int id, Pulse pulse, CancellationToken cancellationToken)
    {
        if ((await pulse.ChannelsAsync(cancellationToken)).FirstOrDefault(channel => channel.Progress.Id == id)?.Progress is { } known)
            return new(id, known.Handle, known.Title.Length > 0 ? known.Title : known.Name);
        return pulse.Removed.FirstOrDefault(channel => channel.Id == id) is { } removed ? new(id, removed.Handle, removed.Title) : null;
    }

    static async Task WriteAsync(Snapshot snapshot, ExportedChannel channel, IMessageWriter writer, CancellationToken cancellationToken)
    {
        await using (writer)
        {
            await snapshot.WriteAsync(channel, writer, _ => { }, cancellationToken);
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
