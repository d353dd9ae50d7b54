namespace NbaStudio.Engine.Propensity.Pooled;

/// <summary>What the pooled model knows of all treatments, of a channel, a group, an action or a treatment: weights and how unsure each is. Owned by the learner.</summary>
internal sealed class PooledUnit
{
    /// <summary>Weights of a predictor's bins.</summary>
    public const int Width = CountModel.MaximumBins;

    /// <param name="relevance">Factor on the prior of each predictor (<see cref="PredictorRelevance"/>).</param>
    public PooledUnit(int level, int key, ReadOnlySpan<double> relevance)
    {
        (Level, Key) = (level, key);
        InterceptVariance = PooledPriors.Intercept(level);
        Weights = new NormalWeight[PooledPriors.HasPredictors(level) ? relevance.Length * (Width + 1) : 0];
        for (var at = 0; at < Weights.Length; at++)
        {
            Weights[at].Variance = PriorVariance(at, relevance);
        }
    }

    public int Level { get; }

    public int Key { get; }

    public double Intercept { get; set; }

    public double InterceptVariance { get; set; }

    /// <summary>By predictor its bins' weights; behind them all, by predictor the slope of the line over its bins, so that a response finds the slopes side by side. Empty where the level has none.</summary>
    public NormalWeight[] Weights { get; private set; }

    /// <summary>Slopes by predictor, the part of <see cref="Weights"/> behind the bins.</summary>
    public Span<NormalWeight> Slopes => Weights.AsSpan(Weights.Length / (Width + 1) * Width);

    /// <summary>The predictor of a place among <see cref="Weights"/>.</summary>
    /// <param name="predictors">How many there are.</param>
    public static int PredictorOf(int at, int predictors) => at < predictors * Width ? at / Width : at - (predictors * Width);

    /// <summary>Evidence older by this many days weighs less: weights stay, their variances move toward the prior.</summary>
    public void Age(double days, ReadOnlySpan<double> relevance)
    {
        var keep = Math.Pow(0.5, days / PooledPriors.HalfLifeDays);
        InterceptVariance = Aged(InterceptVariance, PooledPriors.Intercept(Level), keep);
        for (var at = 0; at < Weights.Length; at++)
        {
            Weights[at].Variance = Aged(Weights[at].Variance, PriorVariance(at, relevance), keep);
        }
    }

    /// <summary>
    /// Leaves a part of what was learned, as if there had been as many fewer responses: precision and pull beyond the prior shrink alike. Unlike ageing it moves means
    /// toward the prior's: wrong weights that were only made unsure would be taken for weights that matter (<see cref="PredictorRelevance"/>), and swing.
    /// </summary>
    /// <param name="left">What is left, in (0, 1).</param>
    /// <param name="relevance">Factors in force.</param>
    public void Fade(double left, ReadOnlySpan<double> relevance)
    {
        var intercept = new NormalWeight { Mean = Intercept, Variance = InterceptVariance };
        Fade(ref intercept, PooledPriors.Intercept(Level), left);
        (Intercept, InterceptVariance) = (intercept.Mean, intercept.Variance);
        for (var at = 0; at < Weights.Length; at++)
        {
            Fade(ref Weights[at], PriorVariance(at, relevance), left);
        }
    }

    /// <summary>Follows a new list of predictors; -1 = a new one.</summary>
    /// <param name="relevance">Of the new list.</param>
    public void Remap(ReadOnlySpan<int> sources, ReadOnlySpan<double> relevance)
    {
        if (!PooledPriors.HasPredictors(Level))
        {
            return;
        }

        var before = Weights.Length / (Width + 1);
        var weights = new NormalWeight[sources.Length * (Width + 1)];
        for (var at = 0; at < weights.Length; at++)
        {
            var source = sources[PredictorOf(at, sources.Length)];
            var from = at < sources.Length * Width ? (source * Width) + (at % Width) : (before * Width) + source;
            var prior = PriorVariance(at, relevance);
            weights[at] = source < 0
                ? new() { Variance = prior }
                : new() { Mean = Weights[from].Mean, Variance = Math.Min(Weights[from].Variance, prior) };
        }

        Weights = weights;
    }

    /// <summary>Follows a new grid: each bin takes what the old bin that holds its typical value knew.</summary>
    public void Regrid(int predictor, ReadOnlySpan<byte> oldBins)
    {
        if (!PooledPriors.HasPredictors(Level))
        {
            return;
        }

        var weights = Weights.AsSpan(predictor * Width, Width);
        var old = weights.ToArray();
        for (var bin = 0; bin < oldBins.Length; bin++)
        {
            weights[bin] = old[oldBins[bin]];
        }
    }

    /// <summary>Variance of what a predictor adds, averaged over the bins of its grid.</summary>
    public double MeanVariance(int predictor, BinGrid grid)
    {
        var weights = Weights.AsSpan(predictor * Width, Width);
        var (bins, slopes) = (0.0, 0.0);
        for (var bin = 0; bin < grid.Count; bin++)
        {
            var position = grid.Position(bin);
            bins += weights[bin].Variance;
            slopes += position * position;
        }

        return (bins + (slopes * Slopes[predictor].Variance)) / grid.Count;
    }

    /// <summary>Adds, by predictor, the squares of its weights in units of the prior without a factor, and how much evidence they rest on, in whole weights.</summary>
    public void AddRelevance(ReadOnlySpan<double> relevance, Span<double> squares, Span<double> evidence)
    {
        for (var at = 0; at < Weights.Length; at++)
        {
            var predictor = PredictorOf(at, relevance.Length);
            var prior = BasePrior(at, relevance.Length);
            squares[predictor] += Weights[at].Mean * Weights[at].Mean / prior;
            evidence[predictor] += Math.Max(0, 1 - (Weights[at].Variance / (relevance[predictor] * prior)));
        }
    }

    /// <summary>Takes the old prior out of the weights and puts the new one in; what they learned stays.</summary>
    public void ExchangePrior(ReadOnlySpan<double> before, ReadOnlySpan<double> after)
    {
        for (var at = 0; at < Weights.Length; at++)
        {
            ref var weight = ref Weights[at];
            var learned = Math.Max(0, (1 / weight.Variance) - (1 / PriorVariance(at, before)));
            var pull = weight.Mean / weight.Variance;
            weight.Variance = 1 / (learned + (1 / PriorVariance(at, after)));
            weight.Mean = pull * weight.Variance;
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
            writer.Write(Weights[at].Mean);
            writer.Write(Weights[at].Variance);
        }
    }

    public static PooledUnit Read(BinaryReader reader, ReadOnlySpan<double> relevance)
    {
        var unit = new PooledUnit(reader.ReadInt32(), reader.ReadInt32(), relevance) { Intercept = reader.ReadDouble(), InterceptVariance = reader.ReadDouble() };
        for (var at = 0; at < unit.Weights.Length; at++)
        {
            unit.Weights[at] = new() { Mean = reader.ReadDouble(), Variance = reader.ReadDouble() };
        }

        return unit;
    }

    private static void Fade(ref NormalWeight weight, double prior, double left)
    {
        var pull = left * weight.Mean / weight.Variance;
        weight.Variance = Aged(weight.Variance, prior, left);
        weight.Mean = pull * weight.Variance;
    }

    private static double Aged(double variance, double prior, double keep) => 1 / ((1 / prior) + (((1 / variance) - (1 / prior)) * keep));

    private double PriorVariance(int at, ReadOnlySpan<double> relevance) => relevance[PredictorOf(at, relevance.Length)] * BasePrior(at, relevance.Length);

    private double BasePrior(int at, int predictors) => at < predictors * Width ? PooledPriors.Bin(Level, predictors) : PooledPriors.Slope(Level, predictors);
}
