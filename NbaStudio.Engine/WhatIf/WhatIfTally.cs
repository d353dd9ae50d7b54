using System.Runtime.InteropServices;

namespace NbaStudio.Engine.WhatIf;

/// <summary>Sums of a part of the decisions, or of all. Parts are joined in their order, so that the same sample gives the same figures to the last bit.</summary>
internal sealed class WhatIfTally
{
    private readonly Stack<PartTally> _spareParts = new();
    private readonly Stack<FlipTally> _spareFlips = new();
    private string? _segment;
    private PartTally? _part;

    public Dictionary<int, (ChoiceTotals Before, ChoiceTotals After)> Treatments { get; } = [];

    /// <summary>By value of the attribute that parts customers; one part, "", where none was asked for.</summary>
    public Dictionary<string, PartTally> Parts { get; } = new(StringComparer.Ordinal);

    public Dictionary<(int From, int To), FlipTally> Flips { get; } = [];

    /// <summary>Decisions that the data check takes.</summary>
    public int Checks { get; set; }

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
        var flip = FlipOf((from.Key, to.Key));
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

    /// <summary>Adds what another one holds; it keeps nothing of it.</summary>
    public void Add(WhatIfTally other)
    {
        Checks += other.Checks;
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
            FlipOf(pair).Add(flip);
        }
    }

    /// <summary>Empties it for another part. What it has grown to stays: a run that makes garbage holds up whoever is served beside it.</summary>
    public void Clear()
    {
        Checks = 0;
        Treatments.Clear();
        foreach (var part in Parts.Values)
        {
            part.Clear();
            _spareParts.Push(part);
        }

        foreach (var flip in Flips.Values)
        {
            flip.Clear();
            _spareFlips.Push(flip);
        }

        Parts.Clear();
        Flips.Clear();
        _part = null;
    }

    private FlipTally FlipOf((int From, int To) pair)
    {
        if (!Flips.TryGetValue(pair, out var flip))
        {
            Flips.Add(pair, flip = _spareFlips.TryPop(out var spare) ? spare : new FlipTally());
        }

        return flip;
    }

    private PartTally PartOf(string segment)
    {
        if (_part is null || segment != _segment)
        {
            if (!Parts.TryGetValue(segment, out _part))
            {
                Parts.Add(segment, _part = _spareParts.TryPop(out var spare) ? spare : new PartTally());
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

    public void Clear()
    {
        Totals = default;
        Flipped.Clear();
    }
}

/// <summary>Decisions in which one treatment takes the place of another.</summary>
internal sealed class FlipTally
{
    public int Count { get; set; }

    public HashSet<int> Customers { get; } = [];

    public List<(int Row, int Cluster)> Examples { get; } = [];

    /// <summary>Keys of all that stood in any slot of these decisions: what moves one slot moves those below it.</summary>
    public HashSet<int> Beside { get; } = [];

    public void Add(FlipTally other)
    {
        Examples.AddRange(other.Examples.Where(e => !Customers.Contains(e.Cluster)).Take(WhatIfFlip.MostExamples - Examples.Count));
        Customers.UnionWith(other.Customers);
        Beside.UnionWith(other.Beside);
        Count += other.Count;
    }

    public void Clear()
    {
        Count = 0;
        Customers.Clear();
        Examples.Clear();
        Beside.Clear();
    }

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
