using BenchmarkDotNet.Attributes;
using Collector.Contracts;
using Collector.Sources.Export;

namespace Collector.Benchmarks.Micro;

/// <summary>One message of an export from its JSON to its row.</summary>
public class MessageOfAnExport
{
    static readonly ExportChat Chat = new() { IsPublic = true, Id = 1, Title = "News", Kind = "channel", Blocks = [], ProvesAbsence = true };

    IReadOnlyList<CollectedMessage> messages = [];

    [GlobalSetup]
    public async Task SetUp() => messages = (await ExportPage.ReadAsync()).Messages;

    [Benchmark(OperationsPerInvoke = ExportPage.Messages)]
    public int Map()
    {
        using var reader = new MessageReader(Chat, new(), (_, _) => { });
        var read = 0;
        foreach (var message in messages)
            read += reader.Read(message.Id, message.Raw!.Value.Utf8).Message.Text.Length;
        return read;
    }
}
