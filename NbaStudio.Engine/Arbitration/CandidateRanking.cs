using System.Numerics;
using System.Runtime.Intrinsics;

namespace NbaStudio.Engine.Arbitration;

/// <summary>Candidates from best to worst, sorted only as far as they are asked for: building costs one pass, which finds the first ranks; each further rank costs O(log n).</summary>
/// <remarks>
/// Order: <see cref="SlotCandidates.RanksBefore"/>. Works in the caller's memory and allocates nothing.
/// Pass it by reference. Not thread safe.
/// </remarks>
public ref struct CandidateRanking
{
    private readonly SlotCandidates _candidates;
    private readonly Span<int> _indexes;
    private int _heapSize;
    private bool _isHeap;

    // Most ranks that are found in one pass; and below this many times as many candidates, a heap of all is cheaper.
    private const int MostFirst = 64;
    private const int ManyTimes = 4;

    // Candidates that the bound of the first ranks is found from, and halvings at most.
    private const int MostSampled = 512;
    private const int MostHalvings = 24;

    /// <param name="candidates">The candidates that indexes refer to.</param>
    /// <param name="indexes">Indexes of those that take part; reordered in place and owned by the ranking while it is used.</param>
    /// <param name="expected">How many ranks will be asked for as a rule; more may be.</param>
    public CandidateRanking(SlotCandidates candidates, Span<int> indexes, int expected)
    {
        _candidates = candidates;
        _indexes = indexes;
        _isHeap = false;
        _heapSize = indexes.Length;
        var first = Math.Clamp(expected, 1, MostFirst);
        if (indexes.Length < ManyTimes * first)
        {
            return;
        }

        Span<int> best = stackalloc int[MostFirst];
        var priorities = candidates.Priorities;
        var (found, others, worst) = (0, 0, LowestOfFirst(priorities, indexes, first));
        foreach (var index in indexes)
        {
            if (priorities[index] < worst || (found == first && !candidates.RanksBefore(index, best[first - 1])))
            {
                indexes[others++] = index;
                continue;
            }

            if (found == first)
            {
                indexes[others++] = best[--found];
            }

            var (place, after) = (0, found);
            while (place < after)
            {
                var middle = (place + after) / 2;
                (place, after) = candidates.RanksBefore(index, best[middle]) ? (place, middle) : (middle + 1, after);
            }

            best[place..found].CopyTo(best[(place + 1)..]);
            best[place] = index;
            found++;
        }

        _heapSize = others;
        for (var rank = 0; rank < found; rank++)
        {
            indexes[indexes.Length - 1 - rank] = best[rank];
        }
    }

    // A priority that at least so many reach, and few more: who is below it is none of them, and need not be compared with any. Of many candidates it is that of a part, which is never above that of all.
    private static double LowestOfFirst(ReadOnlySpan<double> priorities, ReadOnlySpan<int> indexes, int first)
    {
        Span<double> part = stackalloc double[MostSampled];
        part = part[..Math.Min(indexes.Length, MostSampled)];
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var i = 0; i < part.Length; i++)
        {
            var priority = priorities[indexes[i]];
            part[i] = priority;
            (low, high) = (Math.Min(low, priority), Math.Max(high, priority));
        }

        for (var step = 0; step < MostHalvings; step++)
        {
            var middle = low + ((high - low) / 2);
            var count = CountOf(part, middle);
            if (count < first)
            {
                high = middle;
                continue;
            }

            low = middle;
            if (count <= first + (first / 4))
            {
                break;
            }
        }

        return low;
    }

    // How many are at least so high.
    private static int CountOf(ReadOnlySpan<double> priorities, double lowest)
    {
        var (bound, count, i) = (Vector512.Create(lowest), 0, 0);
        for (; i <= priorities.Length - Vector512<double>.Count; i += Vector512<double>.Count)
        {
            count += BitOperations.PopCount(Vector512.GreaterThanOrEqual(Vector512.Create(priorities[i..]), bound).ExtractMostSignificantBits());
        }

        for (; i < priorities.Length; i++)
        {
            count += priorities[i] >= lowest ? 1 : 0;
        }

        return count;
    }

    public readonly SlotCandidates Candidates => _candidates;

    public readonly int Count => _indexes.Length;

    /// <summary>The indexes that take part, in no order.</summary>
    public readonly ReadOnlySpan<int> Indexes => _indexes;

    /// <summary>The candidate index at a rank; 0 is the best.</summary>
    public int At(int rank)
    {
        if ((uint)rank >= (uint)_indexes.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(rank), rank, $"There are {_indexes.Length} ranks.");
        }

        if (!_isHeap && _heapSize >= _indexes.Length - rank)
        {
            _isHeap = true;
            for (var parent = (_heapSize / 2) - 1; parent >= 0; parent--)
            {
                SiftDown(parent);
            }
        }

        // Heap sort: the best of the heap moves behind its end, so ranks stand from the end of the span backwards.
        while (_heapSize >= _indexes.Length - rank)
        {
            _heapSize--;
            (_indexes[0], _indexes[_heapSize]) = (_indexes[_heapSize], _indexes[0]);
            SiftDown(0);
        }

        return _indexes[_indexes.Length - 1 - rank];
    }

    private readonly void SiftDown(int parent)
    {
        while (true)
        {
            var child = (2 * parent) + 1;
            if (child >= _heapSize)
            {
                return;
            }

            if (child + 1 < _heapSize && _candidates.RanksBefore(_indexes[child + 1], _indexes[child]))
            {
                child++;
            }

            if (!_candidates.RanksBefore(_indexes[child], _indexes[parent]))
            {
                return;
            }

            (_indexes[parent], _indexes[child]) = (_indexes[child], _indexes[parent]);
            parent = child;
        }
    }
}
