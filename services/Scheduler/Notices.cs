using Collector.Queries;
using Dapper;
using Npgsql;

namespace Collector.Scheduler;

/// <summary>What needs a person, and what of it is told already: each problem once, and once that it is over.</summary>
sealed class Notices(NpgsqlDataSource database)
{
    /// <summary>Finds what is new. Of several schedulers one tells it.</summary>
    /// <param name="tellAsync">What it throws leaves all of it to be told again.</param>
    public async Task TellNewAsync(Func<IReadOnlyList<Notice>, Task> tellAsync, CancellationToken cancellationToken)
    {
        // Another scheduler's look is either over, or not begun.
        const string turn = "lock table notices in exclusive mode";
        // Whoever pauses or removes one knows.
        const string accounts = """
            select 'account ' || id, 'Account ' || name, coalesce(last_error, 'it is ' || replace(state, '_', ' ')) from accounts
            where state <> 'active' and (state not in ('paused', 'removing') or last_error is not null)
            """;
        // A number that grows is no news.
        const string sql = """
            with wrong as (
                select * from unnest(@subjects, @names, @problems) w (subject, name, problem)
            ),
            begun as (
                insert into notices as told (subject, name, problem)
                select subject, name, problem from wrong
                on conflict (subject) do update set problem = excluded.problem, told_at = now()
                where regexp_replace(told.problem, '\d+', '', 'g') <> regexp_replace(excluded.problem, '\d+', '', 'g')
                returning name, problem
            ),
            ended as (
                delete from notices n where not exists (select from wrong w where w.subject = n.subject)
                returning name
            )
            select name, problem from begun
            union all
            select name, null from ended
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(Command(turn));
        var channels = await new Progress(database).ReadAsync(null, cancellationToken);
        List<(string Subject, string Name, string Problem)> wrong =
        [
            .. from channel in channels let problem = Problem(channel) where problem is not null select ($"channel {channel.Id}", channel.Name, problem),
            .. await connection.QueryAsync<(string, string, string)>(Command(accounts)),
        ];
        var found = new
        {
            subjects = wrong.Select(one => one.Subject).ToArray(),
            names = wrong.Select(one => one.Name).ToArray(),
            problems = wrong.Select(one => one.Problem).ToArray(),
        };
        var news = (await connection.QueryAsync<Notice>(Command(sql, found))).AsList();
        if (news.Count > 0)
            await tellAsync(news);
        await transaction.CommitAsync(cancellationToken);

        CommandDefinition Command(string sql, object? parameters = null) => new(sql, parameters, cancellationToken: cancellationToken);
    }

    static string? Problem(ChannelProgress channel) =>
        channel.Failure ?? (channel.Doubtful > 0 ? $"{channel.Doubtful} of its messages seem to have vanished, too many to be marked as deleted unasked" : null);
}
