using NbaStudio.Engine.Arbitration;

namespace NbaStudio.Tests.Arbitration;

public sealed class SlotFillingTests
{
    [Fact]
    public void Ranking_RandomCandidates_EqualsAFullSort()
    {
        var random = new Random(3);
        for (var trial = 0; trial < 200; trial++)
        {
            var candidates = Candidates(random, random.Next(0, trial % 4 == 0 ? 400 : 60), 3);
            var indexes = Enumerable.Range(0, candidates.Length).Where(_ => random.Next(4) > 0).ToArray();
            var expected = Sorted(candidates, indexes);

            var ranking = new CandidateRanking(Columns(candidates), indexes.ToArray(), random.Next(0, 100));

            for (var rank = 0; rank < expected.Length; rank++)
            {
                ranking.At(rank).ShouldBe(expected[rank]);
            }
        }
    }

    [Fact]
    public void Ranking_ManyCandidates_EqualsAFullSort()
    {
        var random = new Random(4);
        for (var trial = 0; trial < 60; trial++)
        {
            // Priorities over many orders of size, some below 0, some the same.
            var candidates = Candidates(random, random.Next(400, 3_000), 3);
            candidates = [.. candidates.Select(c => c with { Priority = random.Next(4) == 0 ? c.Priority : Math.Exp(12 * random.NextDouble()) - 40 })];
            var indexes = Enumerable.Range(0, candidates.Length).ToArray();
            var expected = Sorted(candidates, indexes);

            var ranking = new CandidateRanking(Columns(candidates), indexes.ToArray(), random.Next(1, 70));

            for (var rank = 0; rank < 100; rank++)
            {
                ranking.At(rank).ShouldBe(expected[rank]);
            }
        }
    }

    [Fact]
    public void Fill_RandomCandidates_EqualsBruteForce()
    {
        var random = new Random(5);
        for (var trial = 0; trial < 2000; trial++)
        {
            var slotCount = random.Next(1, 5);
            var candidates = Candidates(random, random.Next(1, 15), slotCount);
            var slots = Enumerable.Repeat(SlotFilling.Empty, slotCount).ToArray();
            if (random.Next(2) == 0)
            {
                slots[0] = random.Next(candidates.Length);
            }

            var expected = BruteFill(candidates, slots);
            var ranking = new CandidateRanking(Columns(candidates), Enumerable.Range(0, candidates.Length).ToArray(), 1);
            SlotFilling.Fill(ref ranking, slots);

            slots.ShouldBe(expected);
        }
    }

    [Fact]
    public void Fill_TiedPriority_TakesHigherPThenLowerKey()
    {
        Candidate[] candidates = [new(9, 0, 9, 1, 2, 0.1), new(7, 1, 9, 1, 2, 0.2), new(5, 2, 9, 1, 2, 0.2)];
        int[] slots = [SlotFilling.Empty];
        var ranking = new CandidateRanking(Columns(candidates), [0, 1, 2], 1);

        SlotFilling.Fill(ref ranking, slots);

        slots.ShouldBe([2]);
    }

    [Fact]
    public void Fill_SameActionTwice_IsShownOnceAndTheNextSlotGetsAnother()
    {
        // Action 1 has a treatment for each slot; group 0 takes one action.
        Candidate[] candidates = [new(1, 0, 1, 0b01, 9, 0.1), new(1, 0, 1, 0b10, 8, 0.1), new(2, 0, 1, 0b10, 7, 0.1), new(3, 1, 1, 0b10, 1, 0.1)];
        int[] slots = [SlotFilling.Empty, SlotFilling.Empty];
        var ranking = new CandidateRanking(Columns(candidates), [0, 1, 2, 3], 1);

        SlotFilling.Fill(ref ranking, slots);

        slots.ShouldBe([0, 3]);
    }

    [Fact]
    public void Shortlist_NewTreatmentFarBelow_GetsTheLastPlace()
    {
        var candidates = Enumerable.Range(0, 20).Select(i => new Candidate(i, i, 1, 1, 20 - i, 0.1)).ToArray();
        var responses = Enumerable.Range(0, 20).Select(i => i == 17 ? 3L : i == 18 ? 5L : 900L).ToArray();
        var ranking = new CandidateRanking(Columns(candidates), Enumerable.Range(0, 20).ToArray(), 1);
        var shortlist = new int[8];

        Shortlist.Choose(ref ranking, 0, responses, shortlist).ShouldBe(8);

        shortlist.ShouldBe([0, 1, 2, 3, 4, 5, 6, 17]);
    }

    [Fact]
    public void Shortlist_FewFit_HoldsAllOfThemBestFirst()
    {
        Candidate[] candidates = [new(1, 0, 1, 0b10, 9, 0.1), new(2, 0, 1, 0b01, 3, 0.1), new(3, 0, 1, 0b11, 5, 0.1)];
        var ranking = new CandidateRanking(Columns(candidates), [0, 1, 2], 1);
        var shortlist = new int[8];

        Shortlist.Choose(ref ranking, 0, [0, 0, 0], shortlist).ShouldBe(2);

        shortlist[..2].ShouldBe([2, 1]);
    }

    private static SlotCandidates Columns(Candidate[] candidates) => new(
        candidates.Select(c => new SlotTraits(c.ActionKey, c.GroupIndex, c.GroupMaximum)).ToArray(), candidates.Select(c => c.SlotMask).ToArray(),
        candidates.Select(c => c.Priority).ToArray(), candidates.Select(c => c.P).ToArray());

    private static Candidate[] Candidates(Random random, int count, int slots) =>
    [
        .. Enumerable.Range(0, count).Select(_ =>
        {
            var group = random.Next(4);
            return new Candidate(random.Next(10), group, 1 + (group % 2), (ulong)random.Next(1, 1 << slots), random.Next(1, 6), random.Next(1, 4) * 0.1);
        }),
    ];

    private static int[] Sorted(Candidate[] candidates, IEnumerable<int> indexes) =>
    [
        .. indexes.OrderByDescending(i => candidates[i].Priority).ThenByDescending(i => candidates[i].P).ThenBy(i => candidates[i].ActionKey).ThenBy(i => i),
    ];

    private static int[] BruteFill(Candidate[] candidates, int[] start)
    {
        var slots = start.ToArray();
        var sorted = Sorted(candidates, Enumerable.Range(0, candidates.Length));
        for (var slot = 0; slot < slots.Length; slot++)
        {
            if (slots[slot] < 0)
            {
                var taken = slots.Where(s => s >= 0).Select(s => candidates[s]).ToArray();
                slots[slot] = sorted
                    .Where(i => ((candidates[i].SlotMask >> slot) & 1) != 0)
                    .Where(i => taken.All(t => t.ActionKey != candidates[i].ActionKey))
                    .Where(i => taken.Count(t => t.GroupIndex == candidates[i].GroupIndex) < candidates[i].GroupMaximum)
                    .DefaultIfEmpty(-1)
                    .First();
            }
        }

        return slots;
    }

    private readonly record struct Candidate(int ActionKey, int GroupIndex, int GroupMaximum, ulong SlotMask, double Priority, double P);
}
