namespace NbaStudio.Benchmarks.Timers;

/// <summary>What the wheel is measured against: a priority queue in which replaced entries stay until they come up.</summary>
internal sealed class StaleHeap
{
    private readonly Dictionary<long, long> _due = [];
    private readonly PriorityQueue<long, (long Due, long Customer)> _queue = new();

    public void Set(long customer, long due)
    {
        if (due == long.MaxValue)
        {
            _due.Remove(customer);
        }
        else
        {
            _due[customer] = due;
            _queue.Enqueue(customer, (due, customer));
        }
    }

    public bool TryTake(long now)
    {
        while (_queue.TryPeek(out var customer, out var priority) && priority.Due <= now)
        {
            _queue.Dequeue();
            if (_due.TryGetValue(customer, out var due) && due == priority.Due)
            {
                _due.Remove(customer);
                return true;
            }
        }

        return false;
    }
}
