namespace NbaStudio.Live;

/// <summary>Turns a flood of signals into calls: the first at once, then at most one per interval, and always one after the last signal. Thread safe.</summary>
public sealed class Throttle : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly Action _call;
    private readonly ITimer _timer;
    private long _last;
    private bool _called;
    private bool _pending;
    private bool _disposed;

    /// <param name="time">Clock of the interval.</param>
    /// <param name="interval">Shortest time between two calls.</param>
    /// <param name="call">Must not throw; runs on the signalling thread or on a timer thread.</param>
    public Throttle(TimeProvider time, TimeSpan interval, Action call)
    {
        (_time, _interval, _call) = (time, interval, call);
        _timer = time.CreateTimer(_ => Elapsed(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Signal()
    {
        lock (_gate)
        {
            if (_pending || _disposed)
            {
                return;
            }

            var now = _time.GetTimestamp();
            var rest = _called ? _interval - _time.GetElapsedTime(_last, now) : TimeSpan.Zero;
            if (rest > TimeSpan.Zero)
            {
                _pending = true;
                _timer.Change(rest, Timeout.InfiniteTimeSpan);
                return;
            }

            (_last, _called) = (now, true);
        }

        _call();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
        }

        _timer.Dispose();
    }

    private void Elapsed()
    {
        lock (_gate)
        {
            if (!_pending || _disposed)
            {
                return;
            }

            (_pending, _last) = (false, _time.GetTimestamp());
        }

        _call();
    }
}
