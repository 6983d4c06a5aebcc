namespace Collector.Telegram.Governing;

/// <summary>Callers in line, served channel by channel in turn, whatever number each channel has.</summary>
sealed class FairLine
{
    readonly Dictionary<Destination, Queue<TaskCompletionSource>> callers = [];
    readonly Queue<Destination> turns = new();
    readonly Dictionary<int, int> waiting = [];

    /// <summary>How many wait for each data center.</summary>
    public IReadOnlyDictionary<int, int> Waiting => waiting;

    public TaskCompletionSource Add(Destination destination)
    {
        var caller = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!callers.TryGetValue(destination, out var queue))
        {
            callers[destination] = queue = new();
            turns.Enqueue(destination);
        }

        queue.Enqueue(caller);
        waiting[destination.DataCenter] = waiting.GetValueOrDefault(destination.DataCenter) + 1;
        return caller;
    }

    /// <param name="hasRoom">Whether one more may call this data center.</param>
    /// <returns>Null when nobody may go. The caller may have gone meanwhile.</returns>
    public (TaskCompletionSource Caller, int DataCenter)? Take(Func<int, bool> hasRoom)
    {
        for (var turn = turns.Count; turn > 0; turn--)
        {
            var destination = turns.Dequeue();
            var queue = callers[destination];
            if (!hasRoom(destination.DataCenter))
            {
                turns.Enqueue(destination);
                continue;
            }

            var caller = queue.Dequeue();
            waiting[destination.DataCenter]--;
            if (queue.Count > 0)
                turns.Enqueue(destination);
            else
                callers.Remove(destination);
            return (caller, destination.DataCenter);
        }

        return null;
    }
}
