using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Detection.Patterns;

/// <summary>Events taken so far toward one match: of a sequence from one first event, of a count all with one value of same. Not thread safe.</summary>
internal sealed class PartialMatch
{
    private long[] _times;

    public PartialMatch(ulong key, int capacity) => (Key, _times) = (key, new long[capacity]);

    private PartialMatch(ulong key, long[] times) => (Key, _times, Taken) = (key, times, times.Length);

    /// <summary>Hash of the values of same.</summary>
    public ulong Key { get; }

    /// <summary>Events taken.</summary>
    public int Taken { get; private set; }

    /// <summary>The how-manieth partial match of its pattern and customer this is.</summary>
    public int Serial { get; init; }

    /// <summary>Serial of the newest partial match when the anchor was taken: all up to it begin at the anchor at the latest.</summary>
    public int AnchorSerial { get; set; }

    /// <summary>Values of the events taken that are read later; null = none.</summary>
    public Dictionary<string, Value>? Captured { get; set; }

    public ReadOnlySpan<long> Times => _times.AsSpan(0, Taken);

    public long First => _times[0];

    public long Last => _times[Taken - 1];

    public static PartialMatch Restore(ulong key, int serial, int anchorSerial, long[] times, Dictionary<string, Value>? captured) =>
        new(key, times) { Serial = serial, AnchorSerial = anchorSerial, Captured = captured };

    public void Take(long time)
    {
        Grow();
        _times[Taken++] = time;
    }

    /// <summary>Puts a time at its place in the order of times, after equal ones.</summary>
    /// <returns>Its place.</returns>
    public int Insert(long time)
    {
        Grow();
        var place = Taken;
        for (; place > 0 && _times[place - 1] > time; place--)
        {
            _times[place] = _times[place - 1];
        }

        _times[place] = time;
        Taken++;
        return place;
    }

    public void RemoveFirst(int count)
    {
        Array.Copy(_times, count, _times, 0, Taken - count);
        Taken -= count;
    }

    /// <summary>Keeps the values of an event that are read later.</summary>
    public void Capture(Dictionary<string, Value>? values)
    {
        if (values is null)
        {
            return;
        }

        foreach (var (name, value) in values)
        {
            (Captured ??= new(StringComparer.Ordinal))[name] = value;
        }
    }

    private void Grow()
    {
        if (Taken == _times.Length)
        {
            Array.Resize(ref _times, Math.Max(4, Taken * 2));
        }
    }
}
