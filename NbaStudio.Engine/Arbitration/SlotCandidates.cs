namespace NbaStudio.Engine.Arbitration;

/// <summary>What filling slots needs to know of every treatment, in columns: a choice that looks at one of them reads nothing else.</summary>
/// <remarks>All have one length, the number of treatments. Views the caller's memory.</remarks>
/// <param name="traits">Action and group.</param>
/// <param name="masks">Bit s is set where it fits slot s; so at most 64 slots a decision.</param>
/// <param name="priorities">Priority in money; a number for each that takes part.</param>
/// <param name="propensities">P; breaks ties.</param>
public readonly ref struct SlotCandidates(ReadOnlySpan<SlotTraits> traits, ReadOnlySpan<ulong> masks, ReadOnlySpan<double> priorities, ReadOnlySpan<double> propensities)
{
    private readonly ReadOnlySpan<SlotTraits> _traits = traits;
    private readonly ReadOnlySpan<ulong> _masks = masks;
    private readonly ReadOnlySpan<double> _priorities = priorities;
    private readonly ReadOnlySpan<double> _propensities = propensities;

    public ReadOnlySpan<SlotTraits> Traits => _traits;

    public ReadOnlySpan<double> Priorities => _priorities;

    public bool Fits(int candidate, int slot) => ((_masks[candidate] >> slot) & 1) != 0;

    /// <summary>Whether one goes before the other: higher priority, then higher P, then lower action key.</summary>
    public bool GoesBefore(int candidate, int other)
    {
        var (mine, theirs) = (_priorities[candidate], _priorities[other]);
        return mine != theirs ? mine > theirs : BreaksTie(candidate, other);
    }

    /// <summary>The same, then the lower index: a total order.</summary>
    public bool RanksBefore(int candidate, int other)
    {
        var (mine, theirs) = (_priorities[candidate], _priorities[other]);
        return mine != theirs ? mine > theirs : BreaksTie(candidate, other) || (candidate < other && !BreaksTie(other, candidate));
    }

    private bool BreaksTie(int candidate, int other)
    {
        var (mine, theirs) = (_propensities[candidate], _propensities[other]);
        return mine != theirs ? mine > theirs : _traits[candidate].ActionKey < _traits[other].ActionKey;
    }
}

/// <summary>What decides which treatments may stand beside each other.</summary>
/// <param name="ActionKey">Key of the action: at most once per decision.</param>
/// <param name="GroupIndex">Index or key of the group; only compared.</param>
/// <param name="GroupMaximum">Most actions of the group in one decision, at least 1.</param>
public readonly record struct SlotTraits(int ActionKey, int GroupIndex, int GroupMaximum);
