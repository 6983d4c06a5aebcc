using TL;

namespace Collector.FakeTelegram.Mtproto;

/// <summary>Reads what clients send: methods as well as objects.</summary>
static class TlReader
{
    const uint Container = 0x73f1f8dc;

    /// <returns>The object, or null when its constructor is unknown or its bytes are too few.</returns>
    public static IObject? Read(ArraySegment<byte> bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count));
        try
        {
            var constructor = reader.ReadUInt32();
            return Layer.Methods.TryGetValue(constructor, out var method) ? method(reader) : reader.ReadTLObject(constructor);
        }
        catch (Exception e) when (e is WTelegram.WTException or EndOfStreamException or InvalidCastException or OverflowException)
        {
            return null;
        }
    }

    public static IReadOnlyList<Incoming> Messages(long id, int number, ArraySegment<byte> body)
    {
        if (body.Count < 8 || BitConverter.ToUInt32(body) != Container)
            return [new(id, number, body)];
        var messages = new List<Incoming>();
        for (var (left, rest) = (BitConverter.ToInt32(body[4..8]), body[8..]); left > 0; left--)
        {
            var length = BitConverter.ToInt32(rest[12..16]);
            messages.Add(new(BitConverter.ToInt64(rest[..8]), BitConverter.ToInt32(rest[8..12]), rest.Slice(16, length)));
            rest = rest[(16 + length)..];
        }

        return messages;
    }
}
