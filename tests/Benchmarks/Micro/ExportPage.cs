using Collector.Contracts;
using Collector.Sources;
using Collector.Sources.Export;
using Collector.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Collector.Benchmarks.Micro;

/// <summary>A page of 1,000 messages as an export gives it.</summary>
static class ExportPage
{
    public const int Messages = 1_000;

    public static async Task<MessagesCollected> ReadAsync()
    {
        using var folder = new TemporaryFolder();
        var export = new ExportFile { Messages = Messages }.Write(folder.Path);
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddLogging().AddExportSource();
        using var host = builder.Build();
        var source = host.Services.GetRequiredService<IChannelSource>();
        var address = (await ExportCatalog.ReadAsync(export, default)).Chats[0].Address;
        var channel = new ChannelRef(1, "news", SourceNames.Export, address, 1);
        var look = await source.LookAsync(channel, default);
        var page = await source.ReadPageAsync(channel, look.Fingerprint, 0, look.Top, default);
        return new(channel, new(1, 1, look.Top), page.After, page.UpTo, page.AbsenceProvenAfter, page.ObservedAt, page.Messages);
    }
}
