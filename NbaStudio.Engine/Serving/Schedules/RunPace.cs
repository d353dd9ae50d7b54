namespace NbaStudio.Engine.Serving.Schedules;

/// <summary>Spreads a run evenly: one customer every 60 s / pace, on a lattice, so that what wakes late does not push what follows. Not thread safe.</summary>
/// <param name="perMinute">At least 1; 0 = no limit.</param>
internal sealed class RunPace(int perMinute)
{
    /// <summary>Customers decided for at a time at most.</summary>
    public const int Most = 64;

    /// <summary>A run that was held up longer than this goes on from now: it does not catch up in a burst.</summary>
    private const double MostLate = 250;

    private readonly double _interval = perMinute == 0 ? 0 : 60_000d / perMinute;
    private double _next = double.NaN;

    /// <summary>How many may be decided for now, 0 to <see cref="Most"/>.</summary>
    /// <param name="now">Milliseconds since 1970 UTC.</param>
    public int Room(long now)
    {
        if (_interval == 0)
        {
            return Most;
        }

        // Held up, or the clock went back.
        if (!(now - _next <= MostLate) || _next - now > _interval + MostLate)
        {
            _next = now;
        }

        return now < _next ? 0 : (int)Math.Min(Most, Math.Floor((now - _next) / _interval) + 1);
    }

    /// <summary>Milliseconds until there is room; 0 when there is.</summary>
    public long Wait(long now) => Room(now) > 0 ? 0 : (long)Math.Ceiling(_next - now);

    /// <summary>0 = no limit.</summary>
    public int PerMinute { get; } = perMinute;

    public void Use(int count) => _next += count * _interval;
}
