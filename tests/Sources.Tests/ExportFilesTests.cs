using Collector.Sources.Export;
using Collector.Testing;

namespace Collector.Sources.Tests;

public sealed class ExportFilesTests : IDisposable
{
    readonly TestExport export = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => export.Dispose();

    [Fact]
    public async Task TheFileIsIndexedOnceHoweverManyReadIt()
    {
        new ExportFile { Messages = 20_000, ChatId = 77 }.Write(export.Folder);

        var looks = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => export.Source.LookAsync(export.Channel(), Stop))));
        var pages = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => export.WalkAsync(export.Channel()))));

        Assert.Equal(1, export.Files.Passes);
        Assert.Single(looks.Distinct());
        Assert.All(pages, page => Assert.Equal(20_000, page.Count));
    }

    [Fact]
    public async Task TheOneWhoCameFirstMayGoAway()
    {
        new ExportFile { Messages = 20_000, ChatId = 77 }.Write(export.Folder);
        using var impatient = new CancellationTokenSource();
        var first = export.Source.LookAsync(export.Channel(), impatient.Token);
        var second = export.Source.LookAsync(export.Channel(), Stop);
        await impatient.CancelAsync();

        Assert.NotEqual(0, (await second).Top);
        Assert.Equal(1, export.Files.Passes);
        await Record.ExceptionAsync(() => first);
    }

    [Fact]
    public async Task AChangedFileMustBeLookedAtAgain()
    {
        export.WriteMessages(TestExport.Message(1));
        var before = await export.Source.LookAsync(export.Channel(), Stop);
        export.WriteMessages(TestExport.Message(1), TestExport.Message(2));

        await Assert.ThrowsAsync<SourceChangedException>(() => export.Source.ReadPageAsync(export.Channel(), before.Fingerprint, 0, 1, Stop));

        var after = await export.Source.LookAsync(export.Channel(), Stop);
        Assert.NotEqual(before.Fingerprint, after.Fingerprint);
        Assert.Equal(2, (await export.Source.ReadPageAsync(export.Channel(), after.Fingerprint, 0, 2, Stop)).Messages.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(9)]
    public void AnotherByteAtTheSameTimeIsAnotherFingerprint(int ninths)
    {
        new ExportFile { Messages = 2000, ChatId = 77 }.Write(export.Folder);
        var (before, time) = (Fingerprint(), File.GetLastWriteTimeUtc(export.File));
        var json = File.ReadAllBytes(export.File);

        Rewrite();
        Assert.Equal(before, Fingerprint());
        json[Math.Min(json.Length / 9 * ninths, json.Length - 1)] ^= 1;
        Rewrite();
        Assert.NotEqual(before, Fingerprint());

        void Rewrite()
        {
            export.Write(json);
            File.SetLastWriteTimeUtc(export.File, time);
        }
    }

    string Fingerprint()
    {
        using var file = File.OpenHandle(export.File);
        return FileStamp.Of(file).Fingerprint(file);
    }
}
