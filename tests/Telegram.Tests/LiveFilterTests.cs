using Collector.FakeTelegram.Worlds;
using Collector.Telegram.Mapping;
using TL;

namespace Collector.Telegram.Tests;

/// <summary>What is stored of a live channel.</summary>
public sealed class LiveFilterTests
{
    [Fact]
    public async Task WhatAFilterLeavesOutIsNotMissingAndAWiderOneFetchesIt()
    {
        await using var scene = await LiveScene.NewAsync();
        await scene.LoggedInAsync("491701");
        var news = scene.World.AddChannel("News", 1_500, "news");
        var since = new DateTime(2022, 7, 1, 0, 0, 0, DateTimeKind.Utc);
        var wanted = news.MessageIds.Where(id => news.Message(id)!.Date >= since).Order().ToList();
        await scene.AddAsync("@news", "--since", "2022-07-01", "--no-images");

        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();

        Assert.InRange(wanted.Count, 1, news.Count - 1);
        Assert.Equal(wanted, await scene.Stack.ListAsync<int>("select message_id from messages order by 1"));
        Assert.Equal(0, await scene.Stack.ReadAsync<int>("select (select count(*) from images) + (select count(*) from messages where image_id is not null)"));
        Assert.Equal(0, scene.Server.Statistics.Count("upload.getFile"));
        (await scene.Stack.CollectorAsync("verify")).Succeeded();

        await scene.AddAsync("@news", "--since", "none", "--images");
        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();
        await scene.HoldsAsync(news);
        Assert.Equal(0, await scene.Stack.ReadAsync<int>("select count(*) from message_versions"));
    }

    [Fact]
    public async Task AnImageThatAnnouncesTooMuchIsNotFetched()
    {
        await using var scene = await LiveScene.NewAsync();
        await scene.LoggedInAsync("491701");
        var pictures = scene.World.AddChannel("Pictures", username: "pictures");
        var (small, large) = (scene.World.AddPhoto(40_000), scene.World.AddPhoto(200_000));
        foreach (var photo in new[] { small, large })
            pictures.Add(new Message { media = new MessageMediaPhoto { flags = MessageMediaPhoto.Flags.has_photo, photo = photo }, flags = Message.Flags.has_media, message = "Look" });
        await scene.AddAsync("@pictures", "--max-image-size", $"{PhotoSizes.Largest(large.sizes)!.Bytes - 1}");

        (await scene.Stack.CollectorAsync("run", "--once")).Succeeded();

        Assert.Equal(pictures.Count, await scene.Stack.ReadAsync<int>("select count(*) from messages"));
        Assert.Equal([$"tg:{small.id}"], await scene.Stack.ListAsync<string>("select image_id from images where state = 'stored'"));
        Assert.Equal([$"tg:{small.id}"], await scene.Stack.ListAsync<string>("select image_id from messages where image_id is not null"));
    }
}
