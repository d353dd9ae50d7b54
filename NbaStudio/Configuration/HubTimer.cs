namespace NbaStudio.Configuration;

/// <summary>A timer that is due when the hub's clock says so, however fast it runs or jumps.</summary>
internal sealed class HubTimer : ITimer
{
    private readonly HubClock _clock;
    private readonly TimerCallback _callback;
    private readonly object? _state;
    private readonly ITimer _inner;
    private readonly Lock _lock = new();
    private DateTimeOffset? _due;
    private TimeSpan _period;
    private bool _disposed;

    public HubTimer(HubClock clock, TimerCallback callback, object? state)
    {
        _clock = clock;
        _callback = callback;
        _state = state;
        _inner = clock.CreateRealTimer(_ => Tick());
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return false;
            }

            _due = dueTime == Timeout.InfiniteTimeSpan ? null : _clock.GetUtcNow() + dueTime;
            _period = period;
            Arm();
            return true;
        }
    }

    public void Reschedule()
    {
        lock (_lock)
        {
            if (!_disposed)
            {
                Arm();
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _inner.Dispose();
        }

        _clock.Forget(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Arm() => _inner.Change(_due is { } due ? _clock.RealTimeUntil(due) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private void Tick()
    {
        lock (_lock)
        {
            if (_disposed || _due is not { } due)
            {
                return;
            }

            var now = _clock.GetUtcNow();
            if (due > now)
            {
                // Rounding, or a wait longer than one real timer can hold.
                Arm();
                return;
            }

            _due = _period > TimeSpan.Zero ? now + _period : null;
            Arm();
        }

        _callback(_state);
    }
}
