using Collector.Contracts;
using Collector.Database;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>Owns the table <c>ranges</c> once they are claimed: what becomes of a command.</summary>
public sealed class Outstanding(NpgsqlDataSource database)
{
    /// <summary>Before a start over the in-memory transport, which forgets everything: whatever was in flight is sent again, commands and requests for images.</summary>
    public Task ForgetAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            update ranges
            set sent_at = null, finished_at = null, not_before = null, round = round + 1
            where state = 'outstanding' and covered_at is null;
            update ranges
            set covered_at = '-infinity', image_rounds = 0
            where covered_at is not null
            """;
        return database.ExecuteAsync(sql, null, cancellationToken);
    }

    internal Task ReleasedAsync(RangeReleased released, CancellationToken cancellationToken)
    {
        const string finished = "update ranges set finished_at = now() where id = @RangeId and round = @Round and state = 'outstanding'";
        const string changed = """
            with gone as (delete from ranges where id = @RangeId and round = @Round returning channel_id)
            update channels set next_due_at = now() where id in (select channel_id from gone)
            """;
        // A parked range's command that came too late was retried by hand out of the dead letters. Any other may come too late at once again: clocks differ.
        const string handedBack = """
            update ranges
            set sent_at = null, round = round + 1, not_before = case when @Late and state = 'outstanding' then now() + interval '30 seconds' else @NotBefore end,
                state = 'outstanding', error = case when state = 'outstanding' then error end
            where id = @RangeId and round = @Round and (state = 'outstanding' or @Late)
            """;
        // Another account may be able to do it now: the gap is claimed again, the look is given away again. It may be the same account, whose look-ups wait while its pages do not:
        // so it keeps the range for a while the first time. When its pages must wait, too, it is not at work any more, and the range is taken from it.
        const string letGo = $"""
            update ranges
            set sent_at = null, round = round + 1, not_before = least(@NotBefore, now() + interval '30 seconds')
            where id = @RangeId and round = 1 and @Round = 1 and @Waiting and state = 'outstanding' and account_id is not null and span is not null;
            delete from ranges where id = @RangeId and round = @Round and state = 'outstanding' and account_id is not null and span is not null;
            update ranges
            set account_id = null, sent_at = null, round = round + 1, not_before = least(@NotBefore, now() + interval '30 seconds')
            where id = @RangeId and round = @Round and account_id is not null and span is null;
            {handedBack}
            """;
        var sql = released.Reason switch
        {
            ReleaseReason.Finished => finished,
            ReleaseReason.SourceChanged => changed,
            ReleaseReason.Waiting or ReleaseReason.AccountLost => letGo,
            _ => handedBack,
        };
        var parameters = new
        {
            released.RangeId,
            released.Round,
            released.NotBefore,
            Late = released.Reason == ReleaseReason.Late,
            Waiting = released is { Reason: ReleaseReason.Waiting, NotBefore: not null },
        };
        return database.ExecuteAsync(sql, parameters, cancellationToken);
    }

    /// <summary>The command faulted: a range is parked; a look is over, and the next due one tries again.</summary>
    internal Task FaultedAsync(CollectChannel command, string error, CancellationToken cancellationToken)
    {
        const string sql = """
            delete from ranges where id = @RangeId and span is null;
            update ranges set state = 'parked', error = @error where id = @RangeId and state = 'outstanding';
            update channels set last_error = @error where id = @ChannelId
            """;
        return database.ExecuteAsync(sql, new { command.RangeId, ChannelId = command.Channel.Id, error }, cancellationToken);
    }

    /// <summary>A page faulted: the ranges that it belongs to will not become covered by waiting.</summary>
    internal Task PageFaultedAsync(MessagesCollected page, string error, CancellationToken cancellationToken)
    {
        const string sql = "update ranges set error = @error where channel_id = @ChannelId and span && int4range(@After, @UpTo, '(]') and state = 'outstanding'";
        return database.ExecuteAsync(sql, new { ChannelId = page.Channel.Id, page.After, page.UpTo, error }, cancellationToken);
    }
}
