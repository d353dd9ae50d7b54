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
        Intercept = NormalWeight.Of(PooledPriors.Intercept(level));
        Weights = new NormalWeight[PooledPriors.HasPredictors(level) ? relevance.Length * (Width + 1) : 0];
        for (var at = 0; at < Weights.Length; at++)
        {
            Weights[at] = NormalWeight.Of(PriorVariance(at, relevance));
        }
    }

    public int Level { get; }

    public int Key { get; }

    /// <summary>What all responses of the unit have in common.</summary>
    public NormalWeight Intercept;

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
        Age(ref Intercept, PooledPriors.Intercept(Level), keep);
        for (var at = 0; at < Weights.Length; at++)
        {
            Age(ref Weights[at], PriorVariance(at, relevance), keep);
        }
    }

    /// <summary>
    /// Leaves a part of what was learned, as if there had been as many fewer responses: precision and pull beyond the prior shrink alike. Unlike ageing it moves means
    /// toward the prior's: wrong weights that were only made unsure would be taken for weights that matter (<see cref="PredictorRelevance"/>), and swing. No response that taught it may be open.
    /// </summary>
    /// <param name="left">What is left, in (0, 1).</param>
    /// <param name="relevance">Factors in force.</param>
    public void Fade(double left, ReadOnlySpan<double> relevance)
    {
        Fade(ref Intercept, PooledPriors.Intercept(Level), left);
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
                ? NormalWeight.Of(prior)
                : Weights[from] with { Variance = Math.Min(Weights[from].Variance, prior), Settled = Math.Min(Weights[from].Settled, prior) };
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
        var (bin, slope) = BasePrecisions(relevance.Length);
        for (var p = 0; p < relevance.Length && Weights.Length > 0; p++)
        {
            var (square, learned) = (0.0, 0.0);
            foreach (ref readonly var weight in Weights.AsSpan(p * Width, Width))
            {
                square += weight.Mean * weight.Mean;
                learned += Math.Max(0, 1 - (weight.Variance * bin / relevance[p]));
            }

            ref readonly var line = ref Slopes[p];
            squares[p] += (square * bin) + (line.Mean * line.Mean * slope);
            evidence[p] += learned + Math.Max(0, 1 - (line.Variance * slope / relevance[p]));
        }
    }

    /// <summary>Takes the old prior out of the weights and puts the new one in; what they learned stays.</summary>
    public void ExchangePrior(ReadOnlySpan<double> before, ReadOnlySpan<double> after)
    {
        var (bin, slope) = BasePrecisions(before.Length);
        for (var p = 0; p < before.Length && Weights.Length > 0; p++)
        {
            Exchange(Weights.AsSpan(p * Width, Width), bin / before[p], bin / after[p]);
            Exchange(Slopes.Slice(p, 1), slope / before[p], slope / after[p]);
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Level);
        writer.Write(Key);
        Write(writer, Intercept);
        foreach (var weight in Weights)
        {
            Write(writer, weight);
        }
    }

    public static PooledUnit Read(BinaryReader reader, ReadOnlySpan<double> relevance)
    {
        var unit = new PooledUnit(reader.ReadInt32(), reader.ReadInt32(), relevance) { Intercept = ReadWeight(reader) };
        for (var at = 0; at < unit.Weights.Length; at++)
        {
            unit.Weights[at] = ReadWeight(reader);
        }

        return unit;
    }

    private static void Fade(ref NormalWeight weight, double prior, double left)
    {
        var pull = left * weight.Mean / weight.Settled;
        Age(ref weight, prior, left);
        weight.Mean = pull * weight.Settled;
    }

    private static void Age(ref NormalWeight weight, double prior, double keep)
    {
        weight.Variance = Aged(weight.Variance, prior, keep);
        weight.Settled = Aged(weight.Settled, prior, keep);
    }

    // Priors as precisions: 1 / (max(0, 1/v - before) + after), with one division. What pulls at a weight, settled or open, stands in its mean in units of the settled variance.
    private static void Exchange(Span<NormalWeight> weights, double before, double after)
    {
        foreach (ref var weight in weights)
        {
            var ratio = 1 / (Math.Max(0, 1 - (weight.Settled * before)) + (weight.Settled * after));
            weight.Variance /= Math.Max(0, 1 - (weight.Variance * before)) + (weight.Variance * after);
            weight.Settled *= ratio;
            weight.Mean *= ratio;
        }
    }

    // Of a bin's weight and of a slope, without a factor: all weights are looked at, so nothing is divided for each that need not be.
    private (double Bin, double Slope) BasePrecisions(int predictors) => (1 / PooledPriors.Bin(Level, predictors), 1 / PooledPriors.Slope(Level, predictors));

    private static void Write(BinaryWriter writer, in NormalWeight weight)
    {
        writer.Write(weight.Mean);
        writer.Write(weight.Variance);
        writer.Write(weight.Settled);
    }

    private static NormalWeight ReadWeight(BinaryReader reader) => new() { Mean = reader.ReadDouble(), Variance = reader.ReadDouble(), Settled = reader.ReadDouble() };

    private static double Aged(double variance, double prior, double keep) => 1 / ((1 / prior) + (((1 / variance) - (1 / prior)) * keep));

    private double PriorVariance(int at, ReadOnlySpan<double> relevance) => relevance[PredictorOf(at, relevance.Length)] * BasePrior(at, relevance.Length);

    private double BasePrior(int at, int predictors) => at < predictors * Width ? PooledPriors.Bin(Level, predictors) : PooledPriors.Slope(Level, predictors);
}
