namespace NbaStudio.Engine.Customers;

/// <summary>The pending timers of one customer, in due order; those due at the same time in the order they were added. Not thread safe.</summary>
public sealed class TimerList
{
    private readonly List<CustomerTimer> _timers = [];

    public IReadOnlyList<CustomerTimer> Items => _timers;

    /// <summary>When the first one is due, milliseconds since 1970 UTC; long.MaxValue when there is none.</summary>
    public long NextDue => _timers.Count == 0 ? long.MaxValue : _timers[0].Due;

    public void Add(in CustomerTimer timer)
    {
        var index = _timers.Count;
        while (index > 0 && _timers[index - 1].Due > timer.Due)
        {
            index--;
        }

        _timers.Insert(index, timer);
    }

    /// <summary>Removes and gives those due at or before now, in due order.</summary>
    public IReadOnlyList<CustomerTimer> TakeDue(long now)
    {
        var count = 0;
        while (count < _timers.Count && _timers[count].Due <= now)
        {
            count++;
        }

        if (count == 0)
        {
            return [];
        }

        var due = _timers.GetRange(0, count);
        _timers.RemoveRange(0, count);
        return due;
    }

    /// <summary>Cancels the timers of a kind for a treatment of a decision.</summary>
    /// <returns>How many there were.</returns>
    public int Cancel(TimerKind kind, long decision, int treatment) =>
        _timers.RemoveAll(t => t.Kind == kind && t.Decision == decision && t.Treatment == treatment);

    /// <summary>Arms, moves or cancels the one timer of a kind and payload. Nothing changes when it is armed for that time already.</summary>
    /// <param name="kind">What it is for.</param>
    /// <param name="payload">Whose it is, such as the name of a trigger.</param>
    /// <param name="due">Milliseconds since 1970 UTC; <see cref="long.MaxValue"/> = never.</param>
    public void Set(TimerKind kind, string payload, long due)
    {
        for (var i = _timers.Count - 1; i >= 0; i--)
        {
            if (_timers[i].Kind == kind && string.Equals(_timers[i].Payload, payload, StringComparison.Ordinal))
            {
                if (_timers[i].Due == due)
                {
                    return;
                }

                _timers.RemoveAt(i);
            }
        }

        if (due != long.MaxValue)
        {
            Add(new CustomerTimer(due, kind, 0, 0, payload));
        }
    }
}
