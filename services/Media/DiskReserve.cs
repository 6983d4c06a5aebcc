using Microsoft.Extensions.Options;

namespace Collector.Media;

/// <summary>What images leave free of the disk of their store: the database or the system may live on it, too.</summary>
sealed class DiskReserve(ImageStore store, IOptions<MediaOptions> options)
{
    readonly long reserve = ByteSize.Parse(options.Value.DiskReserve);

    public Room Room => reserve == 0 ? Room.Plenty : FreeBytes switch
    {
        var free when free <= reserve => Room.None,
        var free when free / 2 < reserve => Room.Low,
        _ => Room.Plenty,
    };

    /// <param name="bytes">The image's size; null when unknown.</param>
    public bool HasRoomFor(long? bytes) => reserve == 0 || FreeBytes - (bytes ?? 0) > reserve;

    public override string ToString() =>
        $"the disk of the image store {store.Folder} has {ByteSize.Text(FreeBytes)} left, IMAGE_DISK_RESERVE is {ByteSize.Text(reserve)}";

    long FreeBytes => new DriveInfo(store.Folder).AvailableFreeSpace;
}
