using Google.Protobuf;

namespace Collector.EndToEnd.Tests;

/// <summary>A protobuf message whose fields are read by their number.</summary>
readonly struct OtlpMessage
{
    readonly ILookup<int, ByteString> fields;

    public OtlpMessage(ByteString bytes)
    {
        var read = new List<(int Number, ByteString Value)>();
        var input = bytes.CreateCodedInput();
        while (input.ReadTag() is var tag and not 0)
            if (WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
                read.Add((WireFormat.GetTagFieldNumber(tag), input.ReadBytes()));
            else
                input.SkipLastField();
        fields = read.ToLookup(field => field.Number, field => field.Value);
    }

    public IEnumerable<OtlpMessage> All(int number) => fields[number].Select(value => new OtlpMessage(value));

    public OtlpMessage One(int number) => All(number).Single();

    public string Text(int number) => fields[number].Single().ToStringUtf8();

    /// <returns>Empty when it is not there.</returns>
    public string Hex(int number) => Convert.ToHexString((fields[number].SingleOrDefault() ?? ByteString.Empty).Span);
}
