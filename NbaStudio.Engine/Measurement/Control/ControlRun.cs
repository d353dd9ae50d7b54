using NbaStudio.Engine.Arbitration;

namespace NbaStudio.Engine.Measurement.Control;

/// <summary>One hold-out being measured. Not thread safe.</summary>
internal sealed class ControlRun(HoldOutDraw holdOut, IReadOnlyList<HoldOutDraw> all, long since)
{
    private readonly HoldOutDraw[] _everything = EverythingOf(all);
    private readonly HoldOutDraw[] _same = SameOf(holdOut, all);
    private readonly HashSet<long> _moved = [];
    private readonly ControlTrack _track = new(since);
    private ArmSums _treated;
    private ArmSums _control;
    private int _erased;

    /// <summary>Whether arms are drawn as before: the hold-out and all that decide who stands beside it.</summary>
    public bool IsSame(HoldOutDraw other, IReadOnlyList<HoldOutDraw> others) =>
        holdOut == other && _everything.SequenceEqual(EverythingOf(others)) && _same.SequenceEqual(SameOf(holdOut, others));

    /// <summary>Whether the customer is held out (true), is treated (false), or in neither arm (null).</summary>
    public bool? IsControl(long customer)
    {
        if (_moved.Contains(customer))
        {
            return null;
        }

        // Whom the policy keeps everything from is in no arm of a trial either: neither of its policies says anything.
        if ((holdOut.Objective is not null || holdOut.Trial is not null) && _everything.Any(h => h.Holds(customer)))
        {
            return null;
        }

        return holdOut.Holds(customer) ? true : _same.Any(h => h.Holds(customer)) ? null : false;
    }

    public void Take(long customer, in CustomerSums before, in CustomerSums after)
    {
        if (IsControl(customer) is not { } control)
        {
            return;
        }

        ref var arm = ref control ? ref _control : ref _treated;
        arm = arm.With(before, -1).With(after, 1);
    }

    public void Add(long customer, in CustomerSums sums, int times)
    {
        if (IsControl(customer) is { } control)
        {
            ref var arm = ref control ? ref _control : ref _treated;
            arm = arm.With(sums, times);
        }
    }

    public void Erase(long customer, in CustomerSums sums)
    {
        _erased += IsControl(customer) is null ? 0 : 1;
        Add(customer, sums, -1);
    }

    /// <summary>Leaves the customer out from now on.</summary>
    public void Leave(long customer, in CustomerSums sums)
    {
        Add(customer, sums, -1);
        _moved.Add(customer);
    }

    public void Pass(long time) => _track.Pass(time, _treated, _control);

    private static HoldOutDraw[] EverythingOf(IReadOnlyList<HoldOutDraw> all) => [.. all.Where(h => h.Objective is null && h.Trial is null)];

    private static HoldOutDraw[] SameOf(HoldOutDraw one, IReadOnlyList<HoldOutDraw> all) =>
        one.Trial is not null ? [one] : [.. all.Where(h => h.Trial is null && h.Objective == one.Objective)];

    public ControlLine Read()
    {
        // Hashes are independent: among those in either arm the control has its share of what the other hold-outs of the same leave.
        var others = _same.Aggregate(1.0, (left, h) => left * (1 - h.Share));
        var planned = holdOut.Share / (holdOut.Share + others);
        return new ControlLine(holdOut, since, planned, _treated, _control, _moved.Count, _erased, [.. _track.Points]);
    }
}
