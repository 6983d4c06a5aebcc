using TL;

namespace Collector.Telegram.Tests;

/// <summary>A channel with a message of every kind: which of their images the settings <c>IMAGES</c> and <c>IMAGE_SIZE</c> download.</summary>
public sealed class LiveImagesTests
{
    [Theory]
    [InlineData("photos", "largest", "y", "photo, photo that vanishes, album 1, album 2, album 3, paid media")]
    [InlineData("documents", "largest", "y", "image document")]
    [InlineData("webpages", "800", "x", "web page")]
    [InlineData("channel-photos", "320", "m", "new picture")]
    [InlineData("photos, documents, webpages, channel-photos", "320", "m", "photo, photo that vanishes, album 1, album 2, album 3, image document, web page, paid media, new picture")]
    [InlineData("none", "largest", "y", "")]
    public async Task WhatIsChosenIsDownloadedAndNothingElse(string images, string longestSide, string size, string kinds)
    {
        await using var scene = await LiveScene.NewAsync();
        await scene.LoggedInAsync("491701");
        scene.Stack.Settings["IMAGES"] = images;
        scene.Stack.Settings["IMAGE_SIZE"] = longestSide;
        var chat = scene.World.AddChannel("One of each", username: "one_of_each");
        var ids = chat.AddOneOfEachKind();
        await scene.AddAsync("@one_of_each");

        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();

        var stored = await scene.Stack.ListAsync<(int Message, string Image, string Path)>(
            "select m.message_id, i.image_id, i.path from messages m join images i using (image_id) where i.state = 'stored' order by 1");
        Assert.Equal(kinds.Split(", ", StringSplitOptions.RemoveEmptyEntries), stored.Select(image => ids.Single(kind => kind.Value == image.Message).Key));
        Assert.Equal(stored.Count, await scene.Stack.ReadAsync<int>("select count(*) from images"));
        foreach (var (message, image, path) in stored)
        {
            var (id, isDocument) = FileOf(chat.Message(message)!);
            Assert.Equal($"tg:{id}", image);
            Assert.Equal(scene.World.FileBytes(id, isDocument ? "" : size), await File.ReadAllBytesAsync(Path.Combine(scene.Stack.ImageStore, path), TestContext.Current.CancellationToken));
        }
    }

    static (long Id, bool IsDocument) FileOf(MessageBase message) => message switch
    {
        MessageService { action: MessageActionChatEditPhoto { photo: var photo } } => (photo.ID, false),
        Message { media: MessageMediaPhoto { photo: var photo } } => (photo.ID, false),
        Message { media: MessageMediaDocument { document: var document } } => (document.ID, true),
        Message { media: MessageMediaWebPage { webpage: WebPage { photo: var photo } } } => (photo.ID, false),
        Message { media: MessageMediaPaidMedia { extended_media: [MessageExtendedMedia { media: MessageMediaPhoto { photo: var photo } }, ..] } } => (photo.ID, false),
        _ => throw new ArgumentException($"Message {message.ID} has no image."),
    };
}
