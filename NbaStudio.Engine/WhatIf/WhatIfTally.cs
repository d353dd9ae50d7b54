using System.Runtime.InteropServices;

namespace NbaStudio.Engine.WhatIf;

/// <summary>Sums of a part of the decisions. Parts are joined in their order, so that the same sample gives the same figures to the last bit.</summary>
/// <param name="checks">Decisions that the data check will take, where that is known.</param>
internal sealed class WhatIfTally(int checks = 0)
{
    private string? _segment;
    private PartTally? _part;

    public Dictionary<int, (ChoiceTotals Before, ChoiceTotals After)> Treatments { get; } = [];

    /// <summary>By value of the attribute that parts customers; one part, "", where none was asked for.</summary>
    public Dictionary<string, PartTally> Parts { get; } = new(StringComparer.Ordinal);

    public Dictionary<(int From, int To), FlipTally> Flips { get; } = [];

    /// <summary>What the decisions tell that the data check takes, in their order.</summary>
    public List<DataCheckRow> Checks { get; } = new(checks);

    /// <summary>Whose they are.</summary>
    public List<int> CheckClusters { get; } = new(checks);

    /// <param name="segment">Value of the attribute; "" = missing, or none was asked for.</param>
    public void Count(Choice today, Choice changed, string segment)
    {
        var (before, after) = (default(ChoiceTotals), default(ChoiceTotals));
        foreach (ref readonly var slot in today.Slots)
        {
            if (slot.Key != 0)
            {
                before = before.With(slot);
                ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(Treatments, slot.Key, out _);
                known.Before = known.Before.With(slot);
            }
        }

        foreach (ref readonly var slot in changed.Slots)
        {
            if (slot.Key != 0)
            {
                after = after.With(slot);
                ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(Treatments, slot.Key, out _);
                known.After = known.After.With(slot);
            }
        }

        var part = PartOf(segment);
        part.Totals = part.Totals.Plus(new SegmentTotals(1, today.IsSilent ? 1 : 0, changed.IsSilent ? 1 : 0, before, after));
    }

    /// <summary>Notes a slot that holds something else.</summary>
    /// <param name="row">Place of the decision in the sample.</param>
    public void Flip(in Option from, in Option to, int row, int cluster, Choice before, Choice after, string segment)
    {
        if (!Flips.TryGetValue((from.Key, to.Key), out var flip))
        {
            Flips.Add((from.Key, to.Key), flip = new FlipTally());
        }

        if (flip.Customers.Add(cluster) && flip.Examples.Count < WhatIfFlip.MostExamples)
        {
            flip.Examples.Add((row, cluster));
        }

        flip.Count++;
        flip.Stood(before);
        flip.Stood(after);
        var choices = PartOf(segment).Flipped;
        choices.Add(from, 0, row);
        choices.Add(to, 1, row);
    }

    public void Add(WhatIfTally other)
    {
        Checks.AddRange(other.Checks);
        CheckClusters.AddRange(other.CheckClusters);
        foreach (var (key, (before, after)) in other.Treatments)
        {
            var known = Treatments.GetValueOrDefault(key);
            Treatments[key] = (known.Before.Plus(before), known.After.Plus(after));
        }

        foreach (var (segment, part) in other.Parts)
        {
            var known = PartOf(segment);
            known.Totals = known.Totals.Plus(part.Totals);
            known.Flipped.Add(part.Flipped);
        }

        foreach (var (pair, flip) in other.Flips)
        {
            if (Flips.TryGetValue(pair, out var known))
            {
                known.Examples.AddRange(flip.Examples.Where(e => !known.Customers.Contains(e.Cluster)).Take(WhatIfFlip.MostExamples - known.Examples.Count));
                known.Customers.UnionWith(flip.Customers);
                known.Beside.UnionWith(flip.Beside);
                known.Count += flip.Count;
            }
            else
            {
                Flips.Add(pair, flip);
            }
        }
    }

    private PartTally PartOf(string segment)
    {
        if (_part is null || segment != _segment)
        {
            if (!Parts.TryGetValue(segment, out _part))
            {
                Parts.Add(segment, _part = new PartTally());
            }

            _segment = segment;
        }

        return _part;
    }
}

/// <summary>Sums of some customers.</summary>
internal sealed class PartTally
{
    public SegmentTotals Totals { get; set; }

    /// <summary>Choices that change.</summary>
    public FlippedChoices Flipped { get; } = new();
}

/// <summary>Decisions in which one treatment takes the place of another.</summary>
internal sealed class FlipTally
{
    public int Count { get; set; }

    public HashSet<int> Customers { get; } = [];

    public List<(int Row, int Cluster)> Examples { get; } = [];

    /// <summary>Keys of all that stood in any slot of these decisions: what moves one slot moves those below it.</summary>
    public HashSet<int> Beside { get; } = [];

    public void Stood(Choice choice)
    {
        foreach (ref readonly var slot in choice.Slots)
        {
            if (slot.Key != 0)
            {
                Beside.Add(slot.Key);
            }
        }
    }
}
