using TL;

namespace Collector.FakeTelegram.Trouble;

/// <summary>What clients of this layer do not know.</summary>
sealed class FutureType : IObject
{
    public void WriteTL(BinaryWriter writer) => writer.Write(0x0568_A748);
}
