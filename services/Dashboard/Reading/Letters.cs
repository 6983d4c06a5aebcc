using Collector.Contracts;
using Collector.Dashboard.Live;
using Collector.Queueing;

namespace Collector.Dashboard.Reading;

/// <summary>The messages that failed for good, as they lie in RabbitMQ.</summary>
sealed class Letters(QueueWatch broker)
{
    /// <summary>Messages that one look shows; the others come when these are dealt with.</summary>
    public const int Most = 100;

    /// <param name="queue">Null for every queue.</param>
    /// <param name="match">What id, headers or body contain; null for all.</param>
    /// <exception cref="PermanentException">RabbitMQ cannot be reached, or refuses.</exception>
    public Task<IReadOnlyList<Letter>> ReadAsync(string? queue, string? match, CancellationToken cancellationToken) => broker.UseAsync<IReadOnlyList<Letter>>(
        async (connection, names) =>
        {
            var letters = new List<Letter>();
            await foreach (var letter in new DeadLetterQueues(connection, names).ReadAsync(queue, match, cancellationToken))
            {
                letters.Add(new(letter.Queue, letter.Key, letter.Error, letter.Exception, letter.Service, letter.Attempts, DateTimeOffset.TryParse(letter.Time, out var failedAt) ? failedAt : null, letter.Summary));
                if (letters.Count == Most)
                    break;
            }

            return letters;
        },
        cancellationToken);

    /// <returns>Its headers and its body; null when it is not there any more.</returns>
    /// <exception cref="PermanentException">RabbitMQ cannot be reached, or refuses.</exception>
    public Task<LetterText?> OpenAsync(Letter letter, CancellationToken cancellationToken) => broker.UseAsync(
        async (connection, names) =>
        {
            await foreach (var each in new DeadLetterQueues(connection, names).ReadAsync(letter.Queue, null, cancellationToken))
                if (each.Key == letter.Key)
                    return new LetterText([.. each.Headers], each.Text);
            return null;
        },
        cancellationToken);

    /// <param name="only">This one; null for every one that matches.</param>
    /// <returns>How many were sent to their queues again.</returns>
    /// <exception cref="PermanentException">RabbitMQ cannot be reached, or refuses.</exception>
    public Task<int> RetryAsync(string? queue, string? match, Letter? only, CancellationToken cancellationToken) =>
        TakeAsync(queue, match, only, letter => letter.RetryAsync(cancellationToken), cancellationToken);

    /// <param name="only">This one; null for every one that matches.</param>
    /// <returns>How many were deleted for good.</returns>
    /// <exception cref="PermanentException">RabbitMQ cannot be reached, or refuses.</exception>
    public Task<int> DropAsync(string? queue, string? match, Letter? only, CancellationToken cancellationToken) =>
        TakeAsync(queue, match, only, letter => letter.DropAsync(cancellationToken), cancellationToken);

    async Task<int> TakeAsync(string? queue, string? match, Letter? only, Func<DeadLetter, Task> take, CancellationToken cancellationToken)
    {
        var taken = await broker.UseAsync(
            async (connection, names) =>
            {
                var count = 0;
                await foreach (var letter in new DeadLetterQueues(connection, names).ReadAsync(only?.Queue ?? queue, match, cancellationToken))
                {
                    if (only is not null && letter.Key != only.Key)
                        continue;
                    await take(letter);
                    count++;
                    if (only is not null)
                        break;
                }

                return count;
            },
            cancellationToken);
        await broker.LookAsync(cancellationToken);
        return taken;
    }
}
