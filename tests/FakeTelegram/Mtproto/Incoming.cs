namespace Collector.FakeTelegram.Mtproto;

/// <summary>One message of a client's, alone or out of a container.</summary>
readonly record struct Incoming(long Id, int Number, ArraySegment<byte> Body)
{
    public bool IsContent => (Number & 1) != 0;
}
