using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Collector.Contracts;

namespace Collector.Sources;

/// <summary>Makes small JSON values one after the other; for one thread.</summary>
public sealed class JsonOutput : IDisposable
{
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    readonly ArrayBufferWriter<byte> buffer = new(1024);
    readonly JsonSlab slab = new();
    readonly Utf8JsonWriter writer;

    public JsonOutput() => writer = new(buffer, Options);

    /// <returns>The one writer there is, emptied: a value is ended before the next one begins.</returns>
    public Utf8JsonWriter Begin()
    {
        buffer.ResetWrittenCount();
        writer.Reset();
        return writer;
    }

    /// <returns>What was written since <see cref="Begin"/>.</returns>
    public RawJson End()
    {
        writer.Flush();
        return slab.Keep(buffer.WrittenSpan);
    }

    /// <returns>A copy.</returns>
    public RawJson Keep(ReadOnlySpan<byte> json) => slab.Keep(json);

    public void Dispose() => writer.Dispose();
}
