namespace NbaStudio.Engine.Arbitration;

/// <summary>Chooses the candidates among which slot 1 is drawn.</summary>
/// <remarks>Pure; allocates nothing; thread safe.</remarks>
public static class Shortlist
{
    /// <summary>Candidates with fewer responses than this are still being learned.</summary>
    public const long LearnedResponses = 200;

    /// <summary>
    /// The best candidates that fit the slot, best first. The last place goes to the one with the least evidence of all that fit and have fewer than
    /// <see cref="LearnedResponses"/> (ties: lower action key, then lower index), so that every new treatment has a chance.
    /// </summary>
    /// <param name="ranking">Candidates that survived, best first.</param>
    /// <param name="slot">The slot to be drawn.</param>
    /// <param name="responses">Responses learned so far, per candidate index.</param>
    /// <param name="shortlist">Receives candidate indexes; its length is the largest K, at least 1.</param>
    /// <param name="placed">What stands in the slots already (service candidates).</param>
    /// <param name="limit">What else decides whether a candidate may stand beside those placed.</param>
    /// <returns>K, the number of candidates written; 0 when none fits.</returns>
    public static int Choose(ref CandidateRanking ranking, int slot, scoped ReadOnlySpan<long> responses, scoped Span<int> shortlist, scoped ReadOnlySpan<int> placed = default, ISlotLimit? limit = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shortlist.Length, 1);
        var count = 0;
        for (var rank = 0; rank < ranking.Count && count < shortlist.Length; rank++)
        {
            var index = ranking.At(rank);
            if (ranking.Candidates.Fits(index, slot) && SlotFilling.Allows(ranking.Candidates, placed, index, limit))
            {
                shortlist[count++] = index;
            }
        }

        // With one place only, the best keeps it: exploration is off then.
        if (count < shortlist.Length || count == 1)
        {
            return count;
        }

        var newest = LeastKnown(ref ranking, slot, responses, placed, limit);
        if (newest >= 0 && !shortlist[..(count - 1)].Contains(newest))
        {
            shortlist[count - 1] = newest;
        }

        return count;
    }

    private static int LeastKnown(ref CandidateRanking ranking, int slot, scoped ReadOnlySpan<long> responses, scoped ReadOnlySpan<int> placed, ISlotLimit? limit)
    {
        var least = -1;
        foreach (var index in ranking.Indexes)
        {
            // Most are known well enough: that is asked first.
            if (responses[index] >= LearnedResponses || !ranking.Candidates.Fits(index, slot) || !SlotFilling.Allows(ranking.Candidates, placed, index, limit))
            {
                continue;
            }

            if (least < 0 || IsLess(responses, ranking.Candidates, index, least))
            {
                least = index;
            }
        }

        return least;
    }

    private static bool IsLess(ReadOnlySpan<long> responses, SlotCandidates candidates, int left, int right)
    {
        if (responses[left] != responses[right])
        {
            return responses[left] < responses[right];
        }

        var keys = candidates.Traits[left].ActionKey.CompareTo(candidates.Traits[right].ActionKey);
        return keys != 0 ? keys < 0 : left < right;
    }
}
