namespace Collector.Media;

static class DiskFull
{
    // ENOSPC, EDQUOT
    const int NoSpace = 28;
    const int Quota = 122;

    public static bool Is(IOException failure) => failure.HResult is NoSpace or Quota;
}
