using System.Collections.Concurrent;

namespace NbaStudio.Configuration;

/// <summary>The hub's time: the machine's, or one that starts elsewhere and runs faster. Thread safe.</summary>
/// <remarks>Timers follow the hub's time. Time stamps (<see cref="TimeProvider.GetTimestamp"/>) stay real, because they measure how long work takes.</remarks>
public sealed class HubClock : TimeProvider
{
    private readonly TimeProvider _real;
    private readonly double _speed;
    private readonly long _realStart;
    private readonly ConcurrentDictionary<HubTimer, byte> _timers = [];
    private long _shiftTicks;

    public HubClock(ClockSetting? setting = null, TimeProvider? real = null)
    {
        _real = real ?? System;
        Setting = setting;
        _speed = setting?.Speed ?? 1;
        _realStart = _real.GetTimestamp();
    }

    /// <summary>Hub seconds per real second.</summary>
    public double Speed => _speed;

    /// <summary>Null where the hub follows the machine's time.</summary>
    public ClockSetting? Setting { get; }

    /// <summary>True where the time shown is not the machine's; the console says so in its header.</summary>
    public bool IsSimulated => Setting is not null;

    public override long TimestampFrequency => _real.TimestampFrequency;

    public override long GetTimestamp() => _real.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => Setting is { } setting
        ? new DateTimeOffset(setting.Start.Ticks + (long)(_real.GetElapsedTime(_realStart).Ticks * _speed) + Interlocked.Read(ref _shiftTicks), TimeSpan.Zero)
        : _real.GetUtcNow();

    /// <summary>Moves a simulated clock forward; a time that has passed changes nothing. Timers that become due fire.</summary>
    /// <exception cref="InvalidOperationException">The hub follows the machine's time.</exception>
    public void AdvanceTo(DateTimeOffset time)
    {
        if (!IsSimulated)
        {
            throw new InvalidOperationException("Only a simulated clock can be moved.");
        }

        var shift = Interlocked.Read(ref _shiftTicks);
        while (time.Ticks - GetUtcNow().Ticks is var ahead and > 0)
        {
            var before = Interlocked.CompareExchange(ref _shiftTicks, shift + ahead, shift);
            if (before == shift)
            {
                break;
            }

            shift = before;
        }

        foreach (var timer in _timers.Keys)
        {
            timer.Reschedule();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (!IsSimulated)
        {
            return _real.CreateTimer(callback, state, dueTime, period);
        }

        var timer = new HubTimer(this, callback, state);
        _timers[timer] = 0;
        timer.Change(dueTime, period);
        return timer;
    }

    internal ITimer CreateRealTimer(TimerCallback callback) => _real.CreateTimer(callback, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    internal void Forget(HubTimer timer) => _timers.TryRemove(timer, out _);

    /// <summary>Real time until the hub's clock shows a time, at most 40 days (timers cannot wait longer and are set again).</summary>
    internal TimeSpan RealTimeUntil(DateTimeOffset time)
    {
        var ticks = (time - GetUtcNow()).Ticks / _speed;
        return TimeSpan.FromTicks((long)Math.Clamp(ticks, 0, TimeSpan.TicksPerDay * 40d));
    }
}
