using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>Tells the webhook <c>NOTIFY_URL</c> once a minute what is new, as chats and push services take it.</summary>
sealed class NoticeLoop(Notices notices, IOptions<NoticeOptions> options, IOptions<SchedulerOptions> patience, TimeProvider time, ILogger<NoticeLoop> logger) : BackgroundService
{
    // Of chats the strictest takes 2,000 letters.
    const int Longest = 1900;

    static readonly TimeSpan Rarest = TimeSpan.FromHours(1);

    readonly HttpClient web = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(15) };

    public override void Dispose()
    {
        web.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Url.Length == 0)
            return;

        var pause = patience.Value.NoticeEvery;
        while (true)
        {
            await Task.Delay(pause, time, stoppingToken);
            pause = await TryTellAsync(stoppingToken) ? patience.Value.NoticeEvery : TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, Rarest.Ticks));
        }
    }

    async Task<bool> TryTellAsync(CancellationToken cancellationToken)
    {
        try
        {
            await notices.TellNewAsync(news => PostAsync(Text(news), cancellationToken), cancellationToken);
            return true;
        }
        catch (Exception failure) when (failure is NpgsqlException or HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // The address is a secret.
            logger.LogWarning("NOTIFY_URL was told nothing, and is later: {Reason}", failure is TaskCanceledException ? "it did not answer within 15 s" : failure.Message);
            return false;
        }
    }

    // Slack and its kin read text, Discord content; in neither a name may call everybody.
    async Task PostAsync(string text, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.Serialize(new { text, content = text, allowed_mentions = new { parse = Array.Empty<string>() } });
        // With its length, which small receivers need.
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await web.PostAsync(options.Value.Url, content, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>A line for each; no markup of a chat's own.</summary>
    internal static string Text(IReadOnlyList<Notice> notices)
    {
        var lines = notices.Select(notice => notice.Problem is null ? $"{notice.Name}: the problem is over" : $"{notice.Name}: {notice.Problem}");
        var text = string.Join('\n', lines.Prepend("Collector:")).Replace('<', '‹').Replace('>', '›');
        return text.Length <= Longest ? text : $"{text[..Longest]} …\nSee the dashboard's Failures, or `collector status`.";
    }
}
