namespace NbaStudio.Engine.Arbitration;

/// <summary>Fills the slots of a decision from the top down, given what already stands in some of them.</summary>
/// <remarks>An action at most once, a group at most its maximum, one candidate per slot. Pure; allocates nothing; thread safe.</remarks>
public static class SlotFilling
{
    /// <summary>Marks a slot with nothing in it.</summary>
    public const int Empty = -1;

    /// <summary>Most slots of one decision.</summary>
    public const int MaximumSlots = 64;

    /// <summary>Puts the best allowed candidate into every empty slot, in slot order. Slots for which none is left stay <see cref="Empty"/>.</summary>
    /// <param name="ranking">The candidates that may be used, best first. What stands in slots already may be outside of it.</param>
    /// <param name="slots">Candidate index or <see cref="Empty"/> per slot. Service candidates and the choice of slot 1 are put in before.</param>
    /// <param name="limit">What else decides whether a candidate may stand beside those taken; null = nothing.</param>
    public static void Fill(ref CandidateRanking ranking, scoped Span<int> slots, ISlotLimit? limit = null)
    {
        CheckSlots(slots.Length);
        for (var slot = 0; slot < slots.Length; slot++)
        {
            if (slots[slot] == Empty)
            {
                slots[slot] = BestFor(ref ranking, slots, slot, limit);
            }
        }
    }

    /// <summary>Whether a candidate may be added to what stands in the slots, whatever slot it would take.</summary>
    public static bool Allows(SlotCandidates candidates, ReadOnlySpan<int> slots, int candidate, ISlotLimit? limit) =>
        IsFree(candidates.Traits, slots, candidates.Traits[candidate]) && (limit is null || limit.Allows(slots, candidate));

    private static int BestFor(ref CandidateRanking ranking, scoped ReadOnlySpan<int> slots, int slot, ISlotLimit? limit)
    {
        for (var rank = 0; rank < ranking.Count; rank++)
        {
            var index = ranking.At(rank);
            if (ranking.Candidates.Fits(index, slot) && Allows(ranking.Candidates, slots, index, limit))
            {
                return index;
            }
        }

        return Empty;
    }

    private static bool IsFree(ReadOnlySpan<SlotTraits> candidates, ReadOnlySpan<int> slots, in SlotTraits candidate)
    {
        var ofGroup = 0;
        foreach (var index in slots)
        {
            if (index == Empty)
            {
                continue;
            }

            ref readonly var taken = ref candidates[index];
            if (taken.ActionKey == candidate.ActionKey)
            {
                return false;
            }

            if (taken.GroupIndex == candidate.GroupIndex)
            {
                ofGroup++;
            }
        }

        return ofGroup < candidate.GroupMaximum;
    }

    private static void CheckSlots(int count)
    {
        if (count > MaximumSlots)
        {
            throw new ArgumentException($"A decision has at most {MaximumSlots} slots, not {count}.", nameof(count));
        }
    }
}
