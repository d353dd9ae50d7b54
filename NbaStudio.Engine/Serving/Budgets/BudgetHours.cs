using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving.Budgets;

/// <summary>What happened hour by hour on the workspace's clock: chances to use a budget, and what was used. Five weeks are kept.</summary>
internal sealed class BudgetHours
{
    private const int HoursOfADay = 24;
    private const int HoursOfAWeek = 168;
    private const int Weeks = 4;
    private const int Kept = HoursOfAWeek * (Weeks + 1);

    private readonly int[] _chances = new int[Kept];
    private readonly double[] _used = new double[Kept];

    /// <summary>The hour of the first chance, in hours since 1970 on the workspace's clock; -1 = none yet.</summary>
    public long First { get; private set; } = -1;

    /// <summary>The newest hour.</summary>
    public long Last { get; private set; } = -1;

    public void Add(long hour, double used)
    {
        if (First < 0)
        {
            (First, Last) = (hour, hour);
        }

        // A clock that was set back adds to the hour it stands in.
        for (; Last < hour; Last++)
        {
            var next = (int)((Last + 1) % Kept);
            (_chances[next], _used[next]) = (0, 0);
            if (hour - Last > Kept)
            {
                Clear();
                Last = hour - 1;
            }
        }

        if (Last - hour < Kept)
        {
            _chances[hour % Kept]++;
            _used[hour % Kept] += used;
        }
    }

    /// <summary>What was used in an hour; 0 where it is not kept.</summary>
    public double Used(long hour) => IsKept(hour) ? _used[hour % Kept] : 0;

    /// <summary>Chances in an hour; 0 where it is not kept.</summary>
    public int Chances(long hour) => IsKept(hour) ? _chances[hour % Kept] : 0;

    /// <summary>
    /// Chances to expect in an hour to come: the mean of the same hour of the same weekday in the last four weeks; where none of them was seen whole, of the same hour of the
    /// last seven days; null where there is none either.
    /// </summary>
    public double? Expected(long hour) => Mean(hour, HoursOfAWeek, Weeks) ?? Mean(hour, HoursOfADay, HoursOfAWeek / HoursOfADay);

    public void Write(ByteWriter writer)
    {
        writer.Signed(First);
        writer.Signed(Last);
        for (var i = 0; i < Kept; i++)
        {
            writer.Unsigned((ulong)_chances[i]);
            writer.Number(_used[i]);
        }
    }

    public static BudgetHours Read(ref ByteReader reader)
    {
        var hours = new BudgetHours { First = reader.Signed(), Last = reader.Signed() };
        for (var i = 0; i < Kept; i++)
        {
            (hours._chances[i], hours._used[i]) = ((int)reader.Unsigned(), reader.Number());
        }

        return hours;
    }

    private double? Mean(long hour, int step, int steps)
    {
        var (sum, seen) = (0.0, 0);
        for (var n = 1; n <= steps; n++)
        {
            var before = hour - (n * step);
            if (before > First && before < Last && IsKept(before))
            {
                sum += _chances[before % Kept];
                seen++;
            }
        }

        return seen == 0 ? null : sum / seen;
    }

    private bool IsKept(long hour) => First >= 0 && hour >= First && hour <= Last && Last - hour < Kept;

    private void Clear()
    {
        Array.Clear(_chances);
        Array.Clear(_used);
    }
}
