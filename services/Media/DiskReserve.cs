using Microsoft.Extensions.Options;

namespace Collector.Media;

/// <summary>What images leave free of the disk of their store: the database or the system may live on it, too.</summary>
sealed class DiskReserve(ImageStore store, IOptions<MediaOptions> options)
{
    readonly long reserve = ByteSize.Parse(options.Value.DiskReserve);

    public Room Room => reserve == 0 ? Room.Plenty : FreeBytes switch
    {
        null => Room.None,
        var free when free <= reserve => Room.None,
        var free when free / 2 < reserve => Room.Low,
        _ => Room.Plenty,
    };

    /// <param name="bytes">The image's size; null when unknown.</param>
    public bool HasRoomFor(long? bytes) => reserve == 0 || FreeBytes is { } free && free - (bytes ?? 0) > reserve;

    public override string ToString() => FreeBytes is { } free
        ? $"the disk of the image store {store.Folder} has {ByteSize.Text(free)} left, IMAGE_DISK_RESERVE is {ByteSize.Text(reserve)}"
        : $"the image store {store.Folder} is not here any more, or cannot be read";

    long? FreeBytes
    {
        get
        {
            try
            {
                return new DriveInfo(store.Folder).AvailableFreeSpace;
            }
            catch (Exception away) when (away is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }
}
