using System.Text;
using System.Text.Json;
using Collector.Collector;
using Collector.Contracts;
using Collector.Hosting;
using Collector.Media;
using Collector.Queueing;
using Collector.Scheduler;
using Collector.Testing;
using Collector.Writer;
using Dapper;
using MassTransit;
using MassTransit.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;

namespace Collector.Cli.Tests;

public sealed class DeadLettersTests : IAsyncLifetime
{
    readonly TestBroker broker = new();
    readonly TestDatabase database = new();

    public async ValueTask InitializeAsync()
    {
        await broker.InitializeAsync();
        await database.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await broker.DisposeAsync();
    }

    [Fact]
    public async Task OnlyWhatMatchesIsSentAgainWithoutItsOldMarks()
    {
        await DeclareAsync();
        await broker.PublishAsync("", "messages-collected_error", "page of tram", Failed("a"));
        await broker.PublishAsync("", "messages-collected_error", "page of tower", Failed("b"));

        Assert.Equal((0, "2 here."), await RunAsync("list"));
        Assert.Equal((0, "1 sent again."), await RunAsync("retry", "--queue", "messages-collected", "--match", "TOWER"));

        Assert.Equal(1, await broker.CountAsync("messages-collected_error"));
        var retried = (await broker.TakeAsync("messages-collected"))!;
        Assert.Equal(("b", "page of tower", true), (retried.BasicProperties.MessageId, Encoding.UTF8.GetString(retried.Body.Span), retried.BasicProperties.Persistent));
        // The client numbers what it publishes.
        Assert.Equal(["own"], retried.BasicProperties.Headers!.Keys.Except(["x-dotnet-pub-seq-no"]));
    }

    [Fact]
    public async Task ALookRightAfterAnotherFindsTheSame()
    {
        await broker.DeclareDeadLettersAsync("messages-collected_error");
        foreach (var id in new[] { "a", "b", "c" })
            await broker.PublishAsync("", "messages-collected_error", "page of tram", Failed(id));
        var at = broker.Settings;
        await using var connection = await BrokerConnection.OpenAsync(
            new() { Host = at["RabbitMq__Host"], Port = ushort.Parse(at["RabbitMq__Port"], null), VHost = at["RabbitMq__VHost"], User = at["RabbitMq__User"], Pass = at["RabbitMq__Pass"] }, new(), "tests", TestContext.Current.CancellationToken);
        var queues = new DeadLetterQueues(connection, ["messages-collected"]);

        var found = new List<int>();
        for (var look = 0; look < 100; look++)
            found.Add(await queues.ReadAsync(null, null, TestContext.Current.CancellationToken).CountAsync(TestContext.Current.CancellationToken));

        Assert.All(found, count => Assert.Equal(3, count));
    }

    [Fact]
    public async Task ShowNamesTheErrorAndTheBodyAndLeavesTheMessage()
    {
        await DeclareAsync();
        await broker.PublishAsync("", "messages-collected_skipped", "page of tram", Failed("a"));
        var shell = Shell();

        Assert.Equal(0, await shell.RunAsync("dead-letters", "show"));

        Assert.Contains("MT-Fault-Message: violates no_poison", shell.Out, StringComparison.Ordinal);
        Assert.Contains("page of tram", shell.Out, StringComparison.Ordinal);
        Assert.Equal(1, await broker.CountAsync("messages-collected_skipped"));
    }

    [Fact]
    public async Task DropDeletesWhatMatchesAndAsksWhichOnes()
    {
        await DeclareAsync();
        await broker.PublishAsync("", "messages-collected_error", "page of tram", Failed("a"));

        Assert.Equal(2, (await RunAsync("drop")).Code);
        Assert.Equal((0, "No dead letter matches."), await RunAsync("drop", "--match", "tower"));
        Assert.Equal((0, "1 dropped."), await RunAsync("drop", "--match", "no_poison"));
        Assert.Equal((0, "No dead letters: nothing failed for good."), await RunAsync("list"));
    }

    [Fact]
    public async Task APageIsReadableAndItsMessagesAreLookedInto()
    {
        await DeclareAsync();
        var page = new MessagesCollected(
            new(7, "news", SourceNames.Export, "/exports/news", null), new(1, 1, 9), 0, 9, null, DateTimeOffset.UnixEpoch,
            [new() { Id = 7, PostedAt = DateTimeOffset.UnixEpoch, Kind = "message", Text = "Трамвай" }]);
        var body = JsonSerializer.Serialize(page, ContractsJson.Default.MessagesCollected);
        await broker.PublishAsync("", "messages-collected_error", $$"""{"messageType":["urn:message:X"],"message":{{body}}}""", Failed("a"));
        await broker.PublishAsync("", "messages-collected_error", "page of tower", Failed("b"));
        var shell = Shell();

        Assert.Equal(0, await shell.RunAsync("dead-letters", "show", "--match", "трамвай"));

        Assert.Contains("\"text\": \"Трамвай\"", shell.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\"messages\": \"", shell.Out, StringComparison.Ordinal);
        Assert.EndsWith("1 shown.", shell.Out.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheQueuesAreThoseOfEveryConsumerAndOfItsSuspects()
    {
        await broker.DeclareAsync("image-requested_suspect_error");
        await broker.DeclareAsync("page-faulted_skipped");
        await broker.PublishAsync("", "image-requested_suspect_error", "{}", Failed("a"));
        await broker.PublishAsync("", "page-faulted_skipped", "{}", Failed("b"));
        var shell = Shell();

        Assert.Equal(0, await shell.RunAsync("dead-letters", "list"));

        Assert.Contains("image-requested_suspect_error", shell.Out, StringComparison.Ordinal);
        Assert.Contains("page-faulted_skipped", shell.Out, StringComparison.Ordinal);
        Assert.EndsWith("2 here.", shell.Out.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheQueuesOfAccountsAreLookedIntoByWhicheverNodeAnswers()
    {
        await using (var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken))
            await connection.ExecuteAsync("insert into accounts (id, telegram_id, phone, name) overriding system value values (7, 501, '+49…1', 'Somebody')");
        await broker.DeclareAsync("collect-channel-account-7_error");
        await broker.PublishAsync("", "collect-channel-account-7_error", "{}", Failed("a"));
        var settings = Settings();
        settings["RabbitMq:ClusterNodes"] = $"127.0.0.1:1,127.0.0.1:{settings["RabbitMq:Port"]}";
        settings["RabbitMq:Port"] = "1";
        var shell = new TestShell(settings);

        Assert.Equal(0, await shell.RunAsync("dead-letters", "list"));

        Assert.Contains("collect-channel-account-7_error", shell.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryConsumersQueueIsKnown()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.AddMedia().AddWriter().AddCollector().AddScheduler();
        using var host = builder.Build();
        var context = host.Services.GetRequiredService<IBusRegistrationContext>();
        var formatter = context.GetRequiredService<IEndpointNameFormatter>();

        var consumed = context.GetServices<IConsumerRegistration>().Select(consumer => consumer.GetDefinition(context).GetEndpointName(formatter));

        Assert.Equal(consumed.Order(), QueueNames.OfConsumers.Order());
    }

    [Fact]
    public async Task ProgramsGetTheListAsJson()
    {
        await DeclareAsync();
        await broker.PublishAsync("", "messages-collected_error", "page of tram", Failed("a"));
        var shell = Shell();

        Assert.Equal(0, await shell.RunAsync("dead-letters", "list", "--json"));

        var letter = Assert.Single(JsonDocument.Parse(shell.Out).RootElement.EnumerateArray());
        Assert.Equal(["queue", "id", "failed_at", "service", "attempts", "error"], letter.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("messages-collected_error", "a", "violates no_poison"), (letter.GetProperty("queue").GetString(), letter.GetProperty("id").GetString(), letter.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task WhatNobodyWroteDownIsNull()
    {
        await DeclareAsync();
        await broker.PublishAsync("", "messages-collected_skipped", "{}", new());
        Assert.Equal((0, "1 here."), await RunAsync("list"));
        var shell = Shell();

        Assert.Equal(0, await shell.RunAsync("dead-letters", "list", "--json"));

        var letter = Assert.Single(JsonDocument.Parse(shell.Out).RootElement.EnumerateArray());
        Assert.All(["id", "failed_at", "service"], name => Assert.Equal(JsonValueKind.Null, letter.GetProperty(name).ValueKind));
    }

    [Fact]
    public async Task InOneProcessThereAreNone()
    {
        var shell = new TestShell(new Dictionary<string, string?> { ["Transport"] = "memory" });

        Assert.Equal(0, await shell.RunAsync("dead-letters", "list"));
        Assert.StartsWith("There are no dead letters", shell.Out, StringComparison.Ordinal);
    }

    static BasicProperties Failed(string id) => new()
    {
        Persistent = true,
        MessageId = id,
        Headers = new Dictionary<string, object?> { ["own"] = "kept", ["MT-Reason"] = "fault", ["MT-Fault-Message"] = "violates no_poison", ["MT-Host-ProcessName"] = "Writer", ["x-delivery-count"] = 3 },
    };

    async Task DeclareAsync()
    {
        foreach (var queue in new[] { "messages-collected", "messages-collected_error", "messages-collected_skipped" })
            await broker.DeclareAsync(queue);
    }

    async Task<(int Code, string LastLine)> RunAsync(params string[] arguments)
    {
        var shell = Shell();
        var code = await shell.RunAsync(["dead-letters", .. arguments]);
        return (code, shell.Out.TrimEnd().Split('\n')[^1]);
    }

    TestShell Shell() => new(Settings());

    Dictionary<string, string?> Settings()
    {
        var settings = broker.Settings.ToDictionary(setting => setting.Key.Replace("__", ":", StringComparison.Ordinal), setting => (string?)setting.Value);
        settings["ConnectionStrings:Postgres"] = database.ConnectionString;
        return settings;
    }
}
