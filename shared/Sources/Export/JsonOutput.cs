using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Collector.Contracts;

namespace Collector.Sources.Export;

/// <summary>Makes small JSON values one after the other.</summary>
sealed class JsonOutput : IDisposable
{
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    readonly ArrayBufferWriter<byte> buffer = new(1024);
    readonly JsonSlab slab = new();
    readonly Utf8JsonWriter writer;

    public JsonOutput() => writer = new(buffer, Options);

    public Utf8JsonWriter Begin()
    {
        buffer.ResetWrittenCount();
        writer.Reset();
        return writer;
    }

    public RawJson End()
    {
        writer.Flush();
        return slab.Keep(buffer.WrittenSpan);
    }

    public RawJson Keep(ReadOnlySpan<byte> json) => slab.Keep(json);

    public void Dispose() => writer.Dispose();
}
