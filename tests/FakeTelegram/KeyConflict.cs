using System.Net;

namespace Collector.FakeTelegram;

/// <summary>A client's key was used on a connection while another one had it, too.</summary>
/// <param name="Account">Whose login it is; null when nobody has signed in with it.</param>
/// <param name="First">The client that had it.</param>
/// <param name="Second">The client that came.</param>
public sealed record KeyConflict(long KeyId, string? Account, int Dc, DateTimeOffset At, IPEndPoint First, IPEndPoint Second);
