using Collector.FakeTelegram;
using Collector.FakeTelegram.Worlds;
using SkiaSharp;
using TL;
using WTelegram;

namespace Collector.Telegram.Tests;

public sealed class FakeTelegramFilesTests : IAsyncLifetime
{
    readonly World world = new();
    FakeTelegramServer server = null!;
    Client client = null!;

    public async ValueTask InitializeAsync()
    {
        server = await FakeTelegramServer.StartAsync(world);
        client = await FakeClient.SignedInAsync(server, world.AddAccount("1"));
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData(80_000, 2)]
    [InlineData(80_000, 4)]
    [InlineData(1_300_001, 4)]
    public async Task EveryByteOfAPhotoArrives(int bytes, int dc)
    {
        var sent = world.AddPhoto(bytes, dc: dc);
        var photo = await ReadPhotoAsync(sent);
        using var file = new MemoryStream();

        await client.DownloadFileAsync(photo, file);

        Assert.Equal(bytes, file.Length);
        Assert.Equal(world.FileBytes(sent.id, "y"), file.ToArray());
        using var picture = SKBitmap.Decode(file.ToArray());
        Assert.Equal((1280, 960), (picture.Width, picture.Height));
    }

    [Fact]
    public async Task InventedPhotosAreThereInAllTheirSizes()
    {
        var chat = world.AddChannel("News", messages: 40, username: "news", new() { Photos = 1, Service = 0 });
        var page = await client.Messages_GetHistory((Channel)(await client.Contacts_ResolveUsername("news")).Chat);
        var photos = page.Messages.OfType<Message>().Select(message => message.media).OfType<MessageMediaPhoto>().Select(media => (Photo)media.photo).ToArray();

        Assert.Equal(39, photos.DistinctBy(photo => photo.id).Count());
        foreach (var size in photos[0].sizes.Skip(1))
        {
            using var file = new MemoryStream();
            await client.DownloadFileAsync(photos[0], file, size);
            Assert.Equal(size.FileSize, file.Length);
            Assert.Equal(world.FileBytes(photos[0].id, size.Type), file.ToArray());
        }
    }

    [Fact]
    public async Task DocumentsHaveBytesToo()
    {
        var chat = world.AddChannel("Kinds", username: "kinds");
        var pdf = world.AddDocument(1_500_000, "application/pdf", dc: 1);
        chat.Add(new Message { media = new MessageMediaDocument { document = pdf } });
        var page = await client.Messages_GetHistory((Channel)(await client.Contacts_ResolveUsername("kinds")).Chat);
        using var file = new MemoryStream();

        await client.DownloadFileAsync((Document)((MessageMediaDocument)((Message)page.Messages[0]).media).document, file);

        Assert.Equal(world.FileBytes(pdf.id), file.ToArray());
    }

    [Fact]
    public async Task AReferenceExpiresAndANewOneComesWithTheMessage()
    {
        var sent = world.AddPhoto();
        var photo = await ReadPhotoAsync(sent);

        server.Faults.ExpireFileReferences();

        Assert.Equal("FILE_REFERENCE_EXPIRED", await ErrorAsync(Part(photo)));
        Assert.NotEmpty((await GetAsync(Part(await ReadPhotoAsync(sent)))).bytes);
        server.Faults.FileReferenceLifetime = TimeSpan.Zero;
        Assert.Equal("FILE_REFERENCE_EXPIRED", await ErrorAsync(Part(photo)));
    }

    [Fact]
    public async Task ReferencesAreOfNoUseToOthers()
    {
        var photo = await ReadPhotoAsync(world.AddPhoto());

        Assert.Equal("FILE_REFERENCE_INVALID", await ErrorAsync(Part(photo, reference: [1, 2, 3])));
        Assert.Equal("FILE_REFERENCE_EMPTY", await ErrorAsync(Part(photo, reference: [])));
        Assert.Equal("LOCATION_INVALID", await ErrorAsync(Part(photo, hash: 1)));
    }

    [Theory]
    [InlineData(0, 1000, "LIMIT_INVALID")]
    [InlineData(0, 12_288, "LIMIT_INVALID")]
    [InlineData(0, 2_097_152, "LIMIT_INVALID")]
    [InlineData(1000, 4096, "OFFSET_INVALID")]
    [InlineData(4096, 1_048_576, "OFFSET_INVALID")]
    public async Task PartsKeepTelegramsRules(long offset, int limit, string error)
    {
        var photo = await ReadPhotoAsync(world.AddPhoto());

        Assert.Equal(error, await ErrorAsync(Part(photo), offset, limit));
    }

    [Fact]
    public async Task TheWrongDataCenterNamesTheRightOne()
    {
        var photo = await ReadPhotoAsync(world.AddPhoto(dc: 4));

        var wrong = await Assert.ThrowsAsync<RpcException>(() => GetAsync(Part(photo)));

        Assert.Equal((303, "FILE_MIGRATE_X", 4), (wrong.Code, wrong.Message, wrong.X));
    }

    static InputPhotoFileLocation Part(Photo photo, byte[]? reference = null, long? hash = null) => new()
    {
        id = photo.id,
        access_hash = hash ?? photo.access_hash,
        file_reference = reference ?? photo.file_reference,
        thumb_size = "y",
    };

    async Task<Photo> ReadPhotoAsync(Photo photo)
    {
        var chat = world.Chat("photos") ?? world.AddChannel("Photos", username: "photos");
        var id = chat.Add(new Message { media = new MessageMediaPhoto { photo = photo } });
        var channel = (Channel)(await client.Contacts_ResolveUsername("photos")).Chat;
        var message = (Message)(await client.Channels_GetMessages(channel, id)).Messages[0];
        return (Photo)((MessageMediaPhoto)message.media).photo;
    }

    async Task<Upload_File> GetAsync(InputFileLocationBase location, long offset = 0, int limit = 4096) =>
        (Upload_File)await client.Upload_GetFile(location, offset, limit);

    async Task<string> ErrorAsync(InputFileLocationBase location, long offset = 0, int limit = 4096) =>
        (await Assert.ThrowsAsync<RpcException>(() => GetAsync(location, offset, limit))).Message;
}
