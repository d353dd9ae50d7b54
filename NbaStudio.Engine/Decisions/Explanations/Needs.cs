using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Decisions.Explanations;

/// <summary>What a candidate that lost would have needed: the bar it had to pass in some slot, and the priority formula inverted for one factor.</summary>
internal sealed class Needs(DecisionContext context, DecisionResult result)
{
    private readonly HashSet<int> _recorded = [.. result.Ranked.Select(c => c.Treatment)];
    private readonly int[] _slots = [.. result.Filled.Select(f => f < 0 ? SlotFilling.Empty : result.Ranked[f].Treatment)];

    /// <summary>The priority; one that the record does not hold is at most that of the first that is left out.</summary>
    public double PriorityOf(int t) =>
        _recorded.Contains(t) || double.IsNaN(result.NextPriority) ? context.Priority[t] : Math.Min(context.Priority[t], result.NextPriority);

    /// <summary>The lowest priority among the chosen in slots that this one fits and could have competed for; null when service messages hold them all.</summary>
    public double? WinnerOf(int t)
    {
        double? lowest = null;
        for (var s = 0; s < _slots.Length; s++)
        {
            if (_slots[s] != SlotFilling.Empty && Competes(t, s))
            {
                lowest = Math.Min(lowest ?? double.PositiveInfinity, context.Priority[_slots[s]]);
            }
        }

        return lowest;
    }

    /// <summary>The change of one factor that would have made it win. With exploration it then is the best, which wins most often.</summary>
    public Change Of(int t, CandidateFate fate)
    {
        var asked = fate.Reason is DropReason.Outranked or DropReason.BelowThreshold or DropReason.GroupFull or DropReason.ActionAlreadyChosen
            or DropReason.BelowMinimumPropensity or DropReason.NoRoomBeside;
        if (!asked || context.Inputs.Arm.RandomCheck)
        {
            return default;
        }

        var bar = Bar(t);
        if (double.IsNaN(bar))
        {
            return new Change(true, null, null, null);
        }

        var (factors, weights, price) = (context.FactorsOf(t), context.Weights, context.Price[t]);
        var propensity = PriorityInverse.PropensityNeeded(factors, weights, price, 0, bar, ValueAt(t));
        if (fate.Reason == DropReason.BelowMinimumPropensity)
        {
            return new Change(true, propensity is { } p ? Math.Max(p, context.Policy.Arbitration.MinimumPropensity) : null, null, null);
        }

        if (PriorityOf(t) > bar)
        {
            return default; // chance took the slot, not another priority
        }

        var highest = Math.Min(context.Policy.Actions[context.Policy.Treatments[t].Action].MaximumValue, 1e15);
        return new Change(
            true, propensity, PriorityInverse.ValueNeeded(factors, weights, price, 0, bar, highest), PriorityInverse.LeverNeeded(factors, weights, price, 0, bar));
    }

    /// <summary>V at another P: with further heads their worth is spread over the answers to the primary one, so V falls as P rises (and rises where harm outweighs). Null = the same V.</summary>
    private Func<double, double>? ValueAt(int t)
    {
        var (start, end) = context.Program.Heads.Of(t);
        if (start == end || context.FactorOf(t)?.Value is not null)
        {
            return null;
        }

        var (primary, others, cap) = (context.PrimaryValue[t], context.HeadMoney(t), context.Program.MaximumValues[t]);
        return p => Math.Min(primary + (others / p), cap);
    }

    /// <summary>The lowest priority that has to be passed in some slot: slots are filled top down, each by the best that is allowed beside those before. NaN when no slot can be won.</summary>
    private double Bar(int t)
    {
        var lowest = double.NaN;
        var before = new int[_slots.Length];
        for (var s = 0; s < _slots.Length; s++)
        {
            if (!Competes(t, s))
            {
                continue;
            }

            for (var other = 0; other < _slots.Length; other++)
            {
                before[other] = other < s || (_slots[other] != SlotFilling.Empty && IsService(_slots[other]) && !IsService(t)) ? _slots[other] : SlotFilling.Empty;
            }

            if (SlotFilling.Allows(context.SlotCandidates, before, t, context))
            {
                var bar = Math.Max(context.SilenceThreshold, Math.Max(PriorityAt(s), BestOther(t, s)));
                lowest = double.IsNaN(lowest) ? bar : Math.Min(lowest, bar);
            }
        }

        return lowest;
    }

    private double PriorityAt(int slot) => _slots[slot] == SlotFilling.Empty ? double.NegativeInfinity : context.Priority[_slots[slot]];

    /// <summary>The best of the shortlist that slot 1 was drawn from: where chance took another one, that one has to be passed.</summary>
    private double BestOther(int t, int slot)
    {
        var best = double.NegativeInfinity;
        if (slot != Array.FindIndex(_slots, f => f == SlotFilling.Empty || !IsService(f)))
        {
            return best;
        }

        foreach (var candidate in result.Ranked)
        {
            if (candidate.Treatment != t && candidate.Probability > 0 && !IsService(candidate.Treatment))
            {
                best = Math.Max(best, candidate.Priority);
            }
        }

        return best;
    }

    private bool Competes(int t, int slot) =>
        ((context.SlotFit[t] >> slot) & 1) != 0 && (_slots[slot] == SlotFilling.Empty || IsService(t) || !IsService(_slots[slot]));

    private bool IsService(int t) => context.Policy.Actions[context.Policy.Treatments[t].Action].Class == ActionClass.Service;

    /// <summary>What would have been enough; null where no amount within the limits would.</summary>
    /// <param name="IsAsked">Whether the question makes sense for the candidate.</param>
    internal readonly record struct Change(bool IsAsked, double? Propensity, double? Value, double? Lever);
}
