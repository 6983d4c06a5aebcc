using Collector.Hosting;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Collector.Media;

/// <summary>Says it before the disk of the image store is full, and requests what had to wait as soon as there is room, and what is wanted once more.</summary>
sealed class DiskWatch(DiskReserve reserve, WantedImages images, ImageBacklog backlog, IBus bus, TimeProvider time, ILogger<DiskWatch> logger) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var last = Room.Plenty;
        do
        {
            if (reserve.Room is var room && room != last)
                Tell(last = room);
            if (room == Room.None)
                continue;
            try
            {
                while (reserve.Room != Room.None && backlog.HasRoom && await images.RequestWaitingAsync(bus, stoppingToken) is > 0 and var requested)
                    logger.LogInformation("Requested {Count} images that had to wait for room, or are wanted once more", requested);
            }
            catch (NpgsqlException away)
            {
                logger.LogWarning("Images that had to wait go on waiting: {Problem}", away.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    void Tell(Room room)
    {
        if (room == Room.None)
            logger.LogError("No more images are fetched: {Reserve}. They go on by themselves when that is mended", reserve);
        else if (room == Room.Low)
            logger.LogWarning("Soon no more images are fetched: {Reserve}. Make room, or move COLLECTOR_DATA to a larger disk", reserve);
        else
            logger.LogInformation("There is room for images again: {Reserve}", reserve);
    }
}
