using NbaStudio.Engine.Conditions;

namespace NbaStudio.Live.Readers;

/// <summary>Counts of one type by minute, and its properties. Guarded by its owner.</summary>
internal sealed class SeenEventType(string type)
{
    private const int Samples = 3;
    private const int LongestSample = 40;

    // A whole day of 25 hours: when clocks go back, today is that long.
    private const int Minutes = 25 * 60;
    private const long Minute = 60_000;

    private readonly int[] _minutes = new int[Minutes];
    private readonly Dictionary<string, (List<ValueKind> Kinds, List<string> Samples)> _properties = new(StringComparer.Ordinal);
    private long _newest;
    private long _last;
    private bool _otherProperties;

    /// <summary>When it came last, milliseconds since 1970 UTC.</summary>
    public long Last => _last;

    public void Count(IReadOnlyDictionary<string, Value> properties, long at)
    {
        _last = Math.Max(_last, at);
        MoveTo(at / Minute);
        if (at / Minute > _newest - Minutes)
        {
            _minutes[at / Minute % Minutes]++;
        }

        foreach (var (name, value) in properties)
        {
            if (_properties.TryGetValue(name, out var seen))
            {
                See(seen.Kinds, seen.Samples, value);
            }
            else if (_properties.Count < EventTypeStatistics.MaximumProperties)
            {
                _properties.Add(name, seen = ([], []));
                See(seen.Kinds, seen.Samples, value);
            }
            else
            {
                _otherProperties = true;
            }
        }
    }

    public SeenEvents Read(long now, long midnight)
    {
        MoveTo(now / Minute);
        return new SeenEvents(
            type, Sum(now / Minute, midnight / Minute), Sum(now / Minute, (now / Minute) - 59), DateTimeOffset.FromUnixTimeMilliseconds(_last),
            [.. _properties.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => new SeenProperty(p.Key, [.. p.Value.Kinds], [.. p.Value.Samples.AsEnumerable().Reverse()]))], _otherProperties);
    }

    private static void See(List<ValueKind> kinds, List<string> samples, Value value)
    {
        if (!kinds.Contains(value.Kind))
        {
            kinds.Add(value.Kind);
        }

        var text = value.ToString() ?? "";
        if (text.Length is 0 or > LongestSample || samples.Contains(text))
        {
            return;
        }

        if (samples.Count == Samples)
        {
            samples.RemoveAt(0);
        }

        samples.Add(text);
    }

    private long Sum(long to, long from)
    {
        long sum = 0;
        for (var minute = Math.Max(from, _newest - Minutes + 1); minute <= to; minute++)
        {
            sum += _minutes[minute % Minutes];
        }

        return sum;
    }

    private void MoveTo(long minute)
    {
        for (var next = Math.Max(_newest + 1, minute - Minutes + 1); next <= minute; next++)
        {
            _minutes[next % Minutes] = 0;
        }

        _newest = Math.Max(_newest, minute);
    }
}
