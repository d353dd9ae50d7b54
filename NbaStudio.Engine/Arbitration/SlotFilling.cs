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
    public static void Fill(ref CandidateRanking ranking, Span<int> slots)
    {
        CheckSlots(slots.Length);
        for (var slot = 0; slot < slots.Length; slot++)
        {
            if (slots[slot] == Empty)
            {
                slots[slot] = BestFor(ref ranking, slots, slot);
            }
        }
    }

    /// <summary>The exact probability of every candidate in every slot: fills once for each possible choice of slot 1 and adds up their probabilities.</summary>
    /// <param name="ranking">The candidates that may be used, best first.</param>
    /// <param name="placed">What stood in the slots before slot 1 was drawn (service candidates), else <see cref="Empty"/>.</param>
    /// <param name="firstSlot">The slot that is drawn.</param>
    /// <param name="choices">Candidate indexes that may be drawn for it.</param>
    /// <param name="choiceProbabilities">Their probabilities, which sum to 1.</param>
    /// <param name="probabilities">Receives [slot x candidates + candidate]; needs slots x candidates places.</param>
    /// <param name="scratch">Working memory of at least as many places as there are slots.</param>
    public static void Probabilities(
        ref CandidateRanking ranking,
        ReadOnlySpan<int> placed,
        int firstSlot,
        ReadOnlySpan<int> choices,
        ReadOnlySpan<double> choiceProbabilities,
        Span<double> probabilities,
        Span<int> scratch)
    {
        CheckSlots(placed.Length);
        var count = ranking.Candidates.Length;
        if (probabilities.Length < placed.Length * count || scratch.Length < placed.Length || choiceProbabilities.Length < choices.Length)
        {
            throw new ArgumentException(
                $"{placed.Length} slots and {count} candidates need {placed.Length * count} probabilities and {placed.Length} places of scratch.");
        }

        probabilities[..(placed.Length * count)].Clear();
        var slots = scratch[..placed.Length];
        for (var choice = 0; choice < choices.Length; choice++)
        {
            var probability = choiceProbabilities[choice];
            if (probability <= 0)
            {
                continue;
            }

            placed.CopyTo(slots);
            slots[firstSlot] = choices[choice];
            Fill(ref ranking, slots);
            for (var slot = 0; slot < slots.Length; slot++)
            {
                if (slots[slot] != Empty)
                {
                    probabilities[(slot * count) + slots[slot]] += probability;
                }
            }
        }
    }

    private static int BestFor(ref CandidateRanking ranking, ReadOnlySpan<int> slots, int slot)
    {
        for (var rank = 0; rank < ranking.Count; rank++)
        {
            var index = ranking.At(rank);
            ref readonly var candidate = ref ranking.Candidates[index];
            if (candidate.Fits(slot) && IsFree(ranking.Candidates, slots, candidate))
            {
                return index;
            }
        }

        return Empty;
    }

    private static bool IsFree(ReadOnlySpan<SlotCandidate> candidates, ReadOnlySpan<int> slots, in SlotCandidate candidate)
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
