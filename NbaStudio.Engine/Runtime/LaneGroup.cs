using Microsoft.Extensions.Logging;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Runtime;

/// <summary>One thread that runs the lanes of its group: three queues, the due customers, parking while the store recovers.</summary>
internal sealed class LaneGroup<TCustomer> : IDisposable
    where TCustomer : class
{
    /// <summary>At least one item in this many comes from the last queue while it has any.</summary>
    public const int DueShare = 8;

    private const int QueueCount = 3;
    private const long RetryAfter = 1_000;
    private const int LongestRetry = 6;
    private const int ArmAttempts = 16;

    /// <summary>A machine that slept or whose clock was set notices what is due after this long at the latest.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromHours(1);

    private readonly object _gate = new();
    private readonly Queue<LaneItem<TCustomer>>[] _queues = [new(), new(), new()];
    private readonly Dictionary<long, int> _failures = [];
    private readonly LaneServices<TCustomer> _services;
    private readonly DueHandler<TCustomer> _dueHandler;
    private readonly RuntimeMetrics _metrics;
    private readonly ILogger _logger;
    private readonly int _capacity;
    private readonly Thread _thread;
    private readonly ITimer _timer;
    private int _sinceDue;
    private bool _started;
    private bool _postedTurn;
    private bool _parkAsked;
    private bool _parked;
    private bool _stopping;
    private bool _abandoned;

    public LaneGroup(
        int number, LaneServices<TCustomer> services, RuntimeOptions options, DueHandler<TCustomer> dueHandler, RuntimeMetrics metrics, ILogger logger)
    {
        (_services, _dueHandler, _metrics, _logger, _capacity) = (services, dueHandler, metrics, logger, options.QueueCapacity);
        Worker = new LaneWorker<TCustomer>(services, Math.Max(8, options.CachedCustomers / options.EffectiveLaneGroups));
        _timer = services.Time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _thread = new Thread(Run) { IsBackground = true, Name = $"nba-lanes-{number}" };
    }

    public LaneWorker<TCustomer> Worker { get; }

    /// <summary>At the end everything that was posted runs, however much waits for its commit.</summary>
    private bool HasRoomForDue => _stopping || _services.Commits.HasRoomForDue;

    public void Start()
    {
        _thread.Start();
        _started = true;
    }

    /// <summary>Adds an item.</summary>
    /// <exception cref="HubBusyException">The queue is full.</exception>
    public void Post(LaneQueue queue, LaneItem<TCustomer> item)
    {
        lock (_gate)
        {
            if (_stopping || _parkAsked)
            {
                throw new HubUnavailableException(_stopping ? "The hub is stopping." : "The hub is recovering from a failed commit.");
            }

            var target = _queues[(int)queue];
            if (target.Count >= _capacity && !item.IsHolder)
            {
                _metrics.ItemRefused();
                throw new HubBusyException(queue, _capacity);
            }

            target.Enqueue(item);
            Monitor.PulseAll(_gate);
        }
    }

    public int Depth(LaneQueue queue)
    {
        lock (_gate)
        {
            return _queues[(int)queue].Count;
        }
    }

    public void AskToPark()
    {
        lock (_gate)
        {
            _parkAsked = true;
            _abandoned |= _stopping;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Returns when the thread stands still.</summary>
    public void WaitParked()
    {
        lock (_gate)
        {
            while (!_parked)
            {
                Monitor.Wait(_gate);
            }
        }
    }

    /// <summary>Fails what waits and forgets everything in memory. Only while parked.</summary>
    public void Drop(Exception error)
    {
        lock (_gate)
        {
            Worker.Clear();
            _failures.Clear();
        }

        FailWaiting(error);
    }

    public void Unpark()
    {
        lock (_gate)
        {
            _parkAsked = false;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Takes nothing more, finishes what waits (or gives it up when the group is parked), ends the thread and returns unused budget.</summary>
    public void Stop(List<BudgetRow> unused)
    {
        lock (_gate)
        {
            _stopping = true;
            _abandoned = _parkAsked;
            Monitor.PulseAll(_gate);
        }

        if (_started)
        {
            _thread.Join();
        }

        lock (_gate)
        {
            // A commit that fails at the very end drops the leases from its own thread.
            unused.AddRange(Worker.Leases.ReturnAll());
        }

        FailWaiting(new HubUnavailableException("The hub stopped before this work could run."));
    }

    public void Dispose() => _timer.Dispose();

    private void FailWaiting(Exception error)
    {
        List<LaneItem<TCustomer>> waiting = [];
        lock (_gate)
        {
            foreach (var queue in _queues)
            {
                waiting.AddRange(queue);
                queue.Clear();
            }
        }

        waiting.ForEach(i => i.Fail(error));
    }

    public void Wake()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }

    private void Run()
    {
        while (Next(out var item, out var due))
        {
            _metrics.ItemRan();
            if (item is not null)
            {
                Worker.Execute(item);
            }
            else
            {
                RunDue(due.Customer, due.Due);
            }
        }

        lock (_gate)
        {
            _parked = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The next item or due customer; false when the thread has to end.</summary>
    private bool Next(out LaneItem<TCustomer>? item, out (long Customer, long Due) due)
    {
        (item, due) = (null, default);
        lock (_gate)
        {
            while (true)
            {
                while (_parkAsked && !_abandoned)
                {
                    _parked = true;
                    Monitor.PulseAll(_gate);
                    Monitor.Wait(_gate);
                }

                _parked = false;
                if (_abandoned)
                {
                    return false;
                }

                if (TryPick(out item, out due))
                {
                    return true;
                }

                if (_stopping)
                {
                    return false;
                }

                // Without room for due work its time need not be known: the next commit wakes this thread.
                if (!HasRoomForDue || ArmTimer())
                {
                    Monitor.Wait(_gate);
                }
            }
        }
    }

    private bool TryPick(out LaneItem<TCustomer>? item, out (long Customer, long Due) due)
    {
        (item, due) = (null, default);
        // The share holds with or without room: callers who keep every commit full do not starve what is due.
        if (_sinceDue >= DueShare - 1 && TryPickDue(out item, out due))
        {
            return true;
        }

        for (var queue = 0; queue < QueueCount - 1; queue++)
        {
            if (_queues[queue].TryDequeue(out item))
            {
                _sinceDue++;
                return true;
            }
        }

        return HasRoomForDue && TryPickDue(out item, out due);
    }

    /// <summary>Due customers and posted work of the last queue take turns, so that neither waits for the end of the other.</summary>
    private bool TryPickDue(out LaneItem<TCustomer>? item, out (long Customer, long Due) due)
    {
        _sinceDue = 0;
        (item, due) = (null, default);
        var posted = _queues[(int)LaneQueue.Due];
        var now = _services.Now();
        Worker.Due.Prepare(now);
        if (!_stopping && !(_postedTurn && posted.Count > 0) && Worker.Due.TryTake(now, out var customer, out var at))
        {
            _postedTurn = true;
            due = (customer, at);
            return true;
        }

        _postedTurn = false;
        return posted.TryDequeue(out item);
    }

    /// <summary>Sets the timer to when somebody may be due. False when time went on meanwhile and the queues have to be looked at again.</summary>
    private bool ArmTimer()
    {
        var earliest = Worker.Due.NextLook;
        if (earliest == long.MaxValue)
        {
            return true;
        }

        // A clock that jumped between reading and arming would make the timer late: it is armed again. Not for ever: under a clock
        // that runs thousands of times faster every two readings differ, and the gate is held meanwhile.
        for (var attempt = 0; attempt < ArmAttempts; attempt++)
        {
            var now = _services.Now();
            if (earliest <= now)
            {
                return false;
            }

            _timer.Change(TimeSpan.FromMilliseconds(Math.Min(earliest - now, (long)LongestTimer.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
            if (_services.Now() == now)
            {
                return true;
            }
        }

        return earliest > _services.Now();
    }

    private void RunDue(long customer, long due)
    {
        var item = new LaneItem<TCustomer, bool>(customer, context =>
        {
            _dueHandler(context);
            return true;
        }) { MustExist = true };
        _ = item.Task.ContinueWith(t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        var wrote = Worker.Execute(item);
        if (wrote)
        {
            _failures.Remove(customer);
            if (Worker.Due.DueOf(customer) > due)
            {
                return;
            }
        }

        Postpone(customer, due, item.Task.Exception?.InnerException);
    }

    private void Postpone(long customer, long due, Exception? error)
    {
        // Whoever holds the customer sets the due time anew at the end of the hold.
        if (error is CustomerGoneException or CustomerHeldException)
        {
            return;
        }

        var failures = _failures[customer] = Math.Min(LongestRetry, _failures.GetValueOrDefault(customer) + 1);
        var retry = _services.Now() + (RetryAfter << (failures - 1));
        Worker.Due.Set(customer, retry);
        _logger.LogWarning(error, "Customer {Customer}, due at {Due}, was not moved on by the due handler; next try at {Retry}", customer, due, retry);
    }
}
