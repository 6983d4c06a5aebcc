using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Collector.Contracts;
using MessagePack;

namespace Collector.Benchmarks.Micro;

/// <summary>A page of 1,000 messages as bytes and back: as the wire has it, and the two formats alone.</summary>
public class PageOnTheWire
{
    MessagesCollected page = null!;
    byte[] wire = [];
    byte[] json = [];
    byte[] messagePack = [];

    [GlobalSetup]
    public async Task SetUp()
    {
        page = await ExportPage.ReadAsync();
        (wire, json, messagePack) = (Write(), WriteJson(), WriteMessagePack());
    }

    [Benchmark]
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(page, ContractsJson.Default.MessagesCollected);

    [Benchmark]
    public object? Read() => JsonSerializer.Deserialize(wire, ContractsJson.Default.MessagesCollected);

    [Benchmark]
    public byte[] WriteJson() => JsonSerializer.SerializeToUtf8Bytes(page.Messages, ContractsJson.Default.IReadOnlyListCollectedMessage);

    [Benchmark]
    public object? ReadJson() => JsonSerializer.Deserialize(json, ContractsJson.Default.IReadOnlyListCollectedMessage);

    [Benchmark]
    public byte[] WriteMessagePack() => MessagePackSerializer.Serialize(page.Messages);

    [Benchmark]
    public object ReadMessagePack() => MessagePackSerializer.Deserialize<List<CollectedMessage>>(messagePack);
}
