namespace Collector.Telegram.Governing;

/// <summary>Callers in line, served channel by channel in turn, whatever number each channel has.</summary>
sealed class FairLine
{
    readonly Dictionary<string, Queue<TaskCompletionSource>> callers = [];
    readonly Queue<string> channels = new();

    public int Count { get; private set; }

    public TaskCompletionSource Add(string channel)
    {
        var caller = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!callers.TryGetValue(channel, out var queue))
        {
            callers[channel] = queue = new();
            channels.Enqueue(channel);
        }

        queue.Enqueue(caller);
        Count++;
        return caller;
    }

    /// <summary>Null when the line is empty. The caller may have gone meanwhile.</summary>
    public TaskCompletionSource? Take()
    {
        if (!channels.TryDequeue(out var channel))
            return null;
        var queue = callers[channel];
        var caller = queue.Dequeue();
        Count--;
        if (queue.Count > 0)
            channels.Enqueue(channel);
        else
            callers.Remove(channel);
        return caller;
    }
}
