namespace NbaStudio.Live;

/// <summary>Rings of counters per second, per minute and for the day. Not thread safe: the feed's lock guards it.</summary>
internal sealed class FeedCounters(TimeProvider time)
{
    private const int Seconds = 300;
    private const int Minutes = 60;
    private const int PointsPerDay = 96;
    private const long MinutesPerPoint = 1440 / PointsPerDay;

    private readonly FeedBucket[] _seconds = Ring(Seconds + 1);
    private readonly FeedBucket[] _minutes = Ring(Minutes + 1);
    private readonly FeedBucket _day = new();
    private readonly SeriesPoint[] _dayPoints = new SeriesPoint[PointsPerDay];
    private readonly DateTimeOffset _started = time.GetUtcNow();

    /// <summary>Zone in which the day begins.</summary>
    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    public void Add(LiveDecision decision) => Each(bucket => bucket.Add(decision), new SeriesPoint(1, decision.Choice is null ? 0 : 1, 0, 0));

    public void AddAccepted(string? objective, string? channel, decimal? amount) =>
        Each(bucket => bucket.AddAccepted(objective, channel, amount), new SeriesPoint(0, 0, 1, amount ?? 0));

    public void AddEvents(int count) => Each(bucket => bucket.AddEvents(count), default);

    /// <summary>Sum of the window up to now, the points of its charts (complete ones only) and the seconds that it really covers.</summary>
    public (FeedBucket Sum, IReadOnlyList<SeriesPoint> Points, double CoveredSeconds, double PointSeconds) Read(FeedWindow window)
    {
        var now = time.GetUtcNow();
        var running = Math.Max(1, (now - _started).TotalSeconds);
        var second = now.ToUnixTimeSeconds();
        switch (window)
        {
            case FeedWindow.FiveMinutes:
                return (Sum(_seconds, second, Seconds), Points(_seconds, second, Seconds, 5, running), Math.Min(Seconds, running), 5);
            case FeedWindow.Hour:
                var covered = Math.Min(((Minutes - 1) * 60) + (second % 60) + 1, running);
                return (Sum(_minutes, second / 60, Minutes), Points(_minutes, second / 60, Minutes, 1, running / 60), covered, 60);
            default:
                var local = TimeZoneInfo.ConvertTime(now, Zone);
                Roll(local);
                var complete = (int)(local.TimeOfDay.TotalMinutes / MinutesPerPoint);
                var sum = new FeedBucket();
                _day.AddTo(sum);
                var first = Math.Max(0, complete - (int)(running / 60 / MinutesPerPoint));
                return (sum, _dayPoints[first..complete], Math.Min(Math.Max(1, local.TimeOfDay.TotalSeconds), running), MinutesPerPoint * 60);
        }
    }

    private static FeedBucket[] Ring(int size) => [.. Enumerable.Range(0, size).Select(_ => new FeedBucket())];

    private void Each(Action<FeedBucket> add, SeriesPoint point)
    {
        var now = time.GetUtcNow();
        var second = now.ToUnixTimeSeconds();
        add(At(_seconds, second));
        add(At(_minutes, second / 60));
        var local = TimeZoneInfo.ConvertTime(now, Zone);
        Roll(local);
        add(_day);
        var at = (int)(local.TimeOfDay.TotalMinutes / MinutesPerPoint);
        _dayPoints[at] = _dayPoints[at].Plus(point);
    }

    private void Roll(DateTimeOffset local)
    {
        var day = local.Date.Ticks / TimeSpan.TicksPerDay;
        if (_day.Stamp != day)
        {
            _day.Restart(day);
            Array.Clear(_dayPoints);
        }
    }

    private static FeedBucket At(FeedBucket[] ring, long stamp)
    {
        var bucket = ring[stamp % ring.Length];
        if (bucket.Stamp != stamp)
        {
            bucket.Restart(stamp);
        }

        return bucket;
    }

    private static FeedBucket Sum(FeedBucket[] ring, long last, int count)
    {
        var sum = new FeedBucket();
        foreach (var bucket in ring)
        {
            if (bucket.Stamp > last - count && bucket.Stamp <= last)
            {
                bucket.AddTo(sum);
            }
        }

        return sum;
    }

    private static List<SeriesPoint> Points(FeedBucket[] ring, long last, int count, int width, double running)
    {
        var points = new List<SeriesPoint>(count / width);
        // Points sit on round times, so that a point never changes once it is drawn; the one under way is left out.
        var end = last / width * width;
        for (var start = end - (count / width * width); start < end; start += width)
        {
            if (last - start > running + width)
            {
                continue;
            }

            var point = default(SeriesPoint);
            for (var stamp = start; stamp < start + width; stamp++)
            {
                var bucket = ring[stamp % ring.Length];
                if (bucket.Stamp == stamp)
                {
                    point = point.Plus(new SeriesPoint(bucket.Decisions, bucket.Decisions - bucket.Silent, bucket.Accepted, bucket.Value));
                }
            }

            points.Add(point);
        }

        return points;
    }
}
