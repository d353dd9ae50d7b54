namespace NbaStudio.Engine.WhatIf;

/// <summary>Sums of a part of the decisions. Parts are joined in their order, so that the same sample gives the same figures to the last bit.</summary>
internal sealed class WhatIfTally
{
    private readonly Dictionary<int, double[]> _deviations = [];

    public Dictionary<int, (ChoiceTotals Before, ChoiceTotals After)> Treatments { get; } = [];

    public Dictionary<string, SegmentTotals> Segments { get; } = new(StringComparer.Ordinal);

    public Dictionary<(int From, int To), FlipTally> Flips { get; } = [];

    /// <summary>By draw: acceptances and money of the choices that change, before and after.</summary>
    public double[][] Draws { get; } = [.. Enumerable.Range(0, 4).Select(_ => new double[ParameterDraws.Count])];

    /// <summary>Money of the choices that change, after less before, as the models say.</summary>
    public double Flipped { get; private set; }

    public void Count(Choice today, Choice changed, string? segment)
    {
        var (before, after) = (default(ChoiceTotals), default(ChoiceTotals));
        foreach (ref readonly var slot in today.Slots)
        {
            if (slot.Key != 0)
            {
                before = before.With(slot);
                var known = Treatments.GetValueOrDefault(slot.Key);
                Treatments[slot.Key] = known with { Before = known.Before.With(slot) };
            }
        }

        foreach (ref readonly var slot in changed.Slots)
        {
            if (slot.Key != 0)
            {
                after = after.With(slot);
                var known = Treatments.GetValueOrDefault(slot.Key);
                Treatments[slot.Key] = known with { After = known.After.With(slot) };
            }
        }

        if (segment is not null)
        {
            Segments[segment] = Segments.GetValueOrDefault(segment).Plus(new SegmentTotals(1, today.IsSilent ? 1 : 0, changed.IsSilent ? 1 : 0, before, after));
        }
    }

    /// <summary>Notes a slot that holds something else.</summary>
    /// <param name="row">Place of the decision in the sample.</param>
    public void Flip(in Option from, in Option to, int row, int cluster, Choice before, Choice after)
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
        Flipped += (to.Key == 0 ? 0 : to.Worth) - (from.Key == 0 ? 0 : from.Worth);
        Draw(from, 0);
        Draw(to, 1);
    }

    public void Add(WhatIfTally other)
    {
        foreach (var (key, (before, after)) in other.Treatments)
        {
            var known = Treatments.GetValueOrDefault(key);
            Treatments[key] = (known.Before.Plus(before), known.After.Plus(after));
        }

        foreach (var (segment, totals) in other.Segments)
        {
            Segments[segment] = Segments.GetValueOrDefault(segment).Plus(totals);
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

        Flipped += other.Flipped;
        for (var line = 0; line < Draws.Length; line++)
        {
            for (var d = 0; d < ParameterDraws.Count; d++)
            {
                Draws[line][d] += other.Draws[line][d];
            }
        }
    }

    /// <param name="side">0 = before, 1 = after.</param>
    private void Draw(in Option option, int side)
    {
        if (option.Key == 0)
        {
            return;
        }

        if (!_deviations.TryGetValue(option.Key, out var deviations))
        {
            _deviations.Add(option.Key, deviations = ParameterDraws.Of(option.Key));
        }

        var (acceptances, money, against) = (Draws[side], Draws[2 + side], (1 - option.Propensity) / option.Propensity);
        for (var d = 0; d < deviations.Length; d++)
        {
            // Money of further heads stands as it is: what is drawn is the chance of the primary one.
            var p = option.Spread > 0 ? 1 / (1 + (against * Math.Exp(-option.Spread * deviations[d]))) : option.Propensity;
            acceptances[d] += p;
            money[d] += option.Worth + ((p - option.Propensity) * option.Primary);
        }
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
