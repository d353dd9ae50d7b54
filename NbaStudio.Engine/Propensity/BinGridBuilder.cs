namespace NbaStudio.Engine.Propensity;

/// <summary>Makes a grid from a sample of values.</summary>
internal static class BinGridBuilder
{
    private const int ValueBins = CountModel.MaximumBins - 1;

    public static BinGrid Build(PredictorType type, int version, ReadOnlySpan<uint> sample) => type == PredictorType.Numeric
        ? new BinGrid(type, version, Edges(sample), [])
        : new BinGrid(type, version, [], Categories(sample));

    // Few distinct values get a bin each, bounded half-way between; many are cut at quantiles.
    private static float[] Edges(ReadOnlySpan<uint> sample)
    {
        var values = new float[sample.Length];
        for (var i = 0; i < sample.Length; i++)
        {
            values[i] = PredictorCode.Number(sample[i]);
        }

        Array.Sort(values);
        var distinct = values.Distinct().ToArray();
        if (distinct.Length <= ValueBins)
        {
            return [.. distinct.Zip(distinct.Skip(1), Between)];
        }

        var edges = new List<float>(ValueBins - 1);
        for (var cut = 1; cut < ValueBins; cut++)
        {
            var edge = values[(int)((long)cut * values.Length / ValueBins)];
            if (edge > values[0] && (edges.Count == 0 || edge > edges[^1]))
            {
                edges.Add(edge);
            }
        }

        return [.. edges];
    }

    private static float Between(float low, float high)
    {
        var middle = (float)(((double)low + high) / 2);
        return middle > low ? middle : high;
    }

    private static uint[] Categories(ReadOnlySpan<uint> sample)
    {
        var counts = new Dictionary<uint, int>();
        foreach (var code in sample)
        {
            counts[code] = counts.GetValueOrDefault(code) + 1;
        }

        return [.. counts.OrderByDescending(p => p.Value).ThenBy(p => p.Key).Take(ValueBins - 1).Select(p => p.Key)];
    }
}
