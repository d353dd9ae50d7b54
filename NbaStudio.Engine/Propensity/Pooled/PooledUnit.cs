namespace NbaStudio.Engine.Propensity.Pooled;

/// <summary>What the pooled model knows of all treatments, of a channel, a group, an action or a treatment: weights and how unsure each is. Owned by the learner.</summary>
internal sealed class PooledUnit
{
    /// <summary>Weights of a predictor: its bins, then the slope of the line over them.</summary>
    public const int Width = CountModel.MaximumBins + 1;

    /// <summary>Place of the slope among them.</summary>
    public const int Slope = CountModel.MaximumBins;

    public PooledUnit(int level, int key, int predictors)
    {
        (Level, Key) = (level, key);
        InterceptVariance = PooledPriors.Intercept(level);
        var count = PooledPriors.HasPredictors(level) ? predictors * Width : 0;
        Weights = new double[count];
        Variances = new double[count];
        for (var at = 0; at < count; at++)
        {
            Variances[at] = PriorVariance(at, predictors);
        }
    }

    public int Level { get; }

    public int Key { get; }

    public double Intercept { get; set; }

    public double InterceptVariance { get; set; }

    public double[] Weights { get; private set; }

    public double[] Variances { get; private set; }

    /// <summary>Evidence older by this many days weighs less: weights stay, their variances move toward the prior.</summary>
    public void Age(double days, int predictors)
    {
        var keep = Math.Pow(0.5, days / PooledPriors.HalfLifeDays);
        InterceptVariance = Aged(InterceptVariance, PooledPriors.Intercept(Level), keep);
        for (var at = 0; at < Variances.Length; at++)
        {
            Variances[at] = Aged(Variances[at], PriorVariance(at, predictors), keep);
        }
    }

    /// <summary>Follows a new list of predictors; -1 = a new one.</summary>
    public void Remap(ReadOnlySpan<int> sources)
    {
        if (!PooledPriors.HasPredictors(Level))
        {
            return;
        }

        var weights = new double[sources.Length * Width];
        var variances = new double[sources.Length * Width];
        for (var p = 0; p < sources.Length; p++)
        {
            for (var i = 0; i < Width; i++)
            {
                var at = (p * Width) + i;
                var from = (sources[p] * Width) + i;
                weights[at] = sources[p] < 0 ? 0 : Weights[from];
                variances[at] = sources[p] < 0 ? PriorVariance(at, sources.Length) : Math.Min(Variances[from], PriorVariance(at, sources.Length));
            }
        }

        (Weights, Variances) = (weights, variances);
    }

    /// <summary>Follows a new grid: each bin takes what the old bin that holds its typical value knew.</summary>
    public void Regrid(int predictor, ReadOnlySpan<byte> oldBins)
    {
        if (!PooledPriors.HasPredictors(Level))
        {
            return;
        }

        var weights = Weights.AsSpan(predictor * Width, CountModel.MaximumBins);
        var variances = Variances.AsSpan(predictor * Width, CountModel.MaximumBins);
        var (oldWeights, oldVariances) = (weights.ToArray(), variances.ToArray());
        for (var bin = 0; bin < oldBins.Length; bin++)
        {
            weights[bin] = oldWeights[oldBins[bin]];
            variances[bin] = oldVariances[oldBins[bin]];
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Level);
        writer.Write(Key);
        writer.Write(Intercept);
        writer.Write(InterceptVariance);
        for (var at = 0; at < Weights.Length; at++)
        {
            writer.Write(Weights[at]);
            writer.Write(Variances[at]);
        }
    }

    public static PooledUnit Read(BinaryReader reader, int predictors)
    {
        var unit = new PooledUnit(reader.ReadInt32(), reader.ReadInt32(), predictors) { Intercept = reader.ReadDouble(), InterceptVariance = reader.ReadDouble() };
        for (var at = 0; at < unit.Weights.Length; at++)
        {
            unit.Weights[at] = reader.ReadDouble();
            unit.Variances[at] = reader.ReadDouble();
        }

        return unit;
    }

    private static double Aged(double variance, double prior, double keep) => 1 / ((1 / prior) + (((1 / variance) - (1 / prior)) * keep));

    private double PriorVariance(int at, int predictors) =>
        at % Width == Slope ? PooledPriors.Slope(Level, predictors) : PooledPriors.Bin(Level, predictors);
}
