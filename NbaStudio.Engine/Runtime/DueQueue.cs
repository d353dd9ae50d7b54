namespace NbaStudio.Engine.Runtime;

/// <summary>When each customer of a lane group wants to be woken, earliest first; ties by key. One due time a customer. Owned by one thread.</summary>
public sealed class DueQueue
{
    private readonly Dictionary<long, long> _due = [];
    private readonly PriorityQueue<long, (long Due, long Customer)> _queue = new();

    /// <summary>How many customers wait.</summary>
    public int Count => _due.Count;

    /// <summary>The earliest due time, milliseconds since 1970 UTC; <see cref="long.MaxValue"/> when nobody waits.</summary>
    public long Earliest
    {
        get
        {
            while (_queue.TryPeek(out var customer, out var priority))
            {
                if (_due.TryGetValue(customer, out var due) && due == priority.Due)
                {
                    return due;
                }

                _queue.Dequeue();
            }

            return long.MaxValue;
        }
    }

    /// <summary>When the customer is due; <see cref="long.MaxValue"/> for never.</summary>
    public long DueOf(long customer) => _due.GetValueOrDefault(customer, long.MaxValue);

    /// <summary>Replaces the customer's due time; <see cref="long.MaxValue"/> removes it.</summary>
    public void Set(long customer, long due)
    {
        if (due == long.MaxValue)
        {
            _due.Remove(customer);
        }
        else if (!_due.TryGetValue(customer, out var known) || known != due)
        {
            _due[customer] = due;
            _queue.Enqueue(customer, (due, customer));
        }
    }

    /// <summary>Takes the earliest customer who is due at the instant; false when nobody is.</summary>
    public bool TryTake(long now, out long customer, out long due)
    {
        due = Earliest;
        if (due > now)
        {
            customer = 0;
            return false;
        }

        customer = _queue.Dequeue();
        _due.Remove(customer);
        return true;
    }

    /// <summary>Forgets everybody.</summary>
    public void Clear()
    {
        _due.Clear();
        _queue.Clear();
    }
}
