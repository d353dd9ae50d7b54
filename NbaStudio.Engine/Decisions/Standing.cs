using NbaStudio.Engine.Decisions.Programs;

namespace NbaStudio.Engine.Decisions;

/// <summary>Which treatments are candidates at a time at all. It changes when a validity begins or ends, so it is worked out once for all decisions in between. Not thread safe.</summary>
internal sealed class Standing(TreatmentFacts[] facts)
{
    private readonly DropReason[] _reasons = new DropReason[facts.Length];
    private long _from = long.MaxValue;
    private long _to = long.MinValue;

    /// <summary>By treatment: why it is no candidate; None where it is.</summary>
    /// <param name="now">Milliseconds since 1970 UTC.</param>
    public ReadOnlySpan<DropReason> At(long now)
    {
        if (now < _from || now >= _to)
        {
            WorkOut(now);
        }

        return _reasons;
    }

    private void WorkOut(long now)
    {
        (_from, _to) = (long.MinValue, long.MaxValue);
        for (var t = 0; t < facts.Length; t++)
        {
            var (from, to) = (facts[t].ValidFrom, facts[t].ValidTo);
            _reasons[t] = facts[t].Barred != DropReason.None ? facts[t].Barred
                : now >= to ? DropReason.NoLongerValid
                : now < from ? DropReason.NotYetValid
                : DropReason.None;
            Narrow(now, from);
            Narrow(now, to);
        }
    }

    private void Narrow(long now, long change)
    {
        if (change <= now)
        {
            _from = Math.Max(_from, change);
        }
        else
        {
            _to = Math.Min(_to, change);
        }
    }
}
