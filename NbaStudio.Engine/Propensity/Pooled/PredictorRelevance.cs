namespace NbaStudio.Engine.Propensity.Pooled;

/// <summary>How much each predictor matters, learned: factors on the prior variances of its weights. Owned by the learner.</summary>
/// <remarks>
/// Most predictors of a workspace say nothing about an offer, and which ones do is the same for many offers. So what the weights of a predictor have come to, in
/// all units together, sets how far they may stray (empirical Bayes, "automatic relevance determination"; D. MacKay, Bayesian interpolation, 1992):
/// <code>factor = (e + sum of w^2 / prior) / (e + sum of (1 - variance / (factor x prior))),  e = 0.5</code>
/// The weights then follow as if the new prior had been there from the first response: evidence is what stands in them beyond the prior, so exchanging the prior is exact for
/// independent normal weights that have not aged. Ageing moves variances and leaves weights, so units that have learned nothing for many months count with their weights and hardly with their
/// evidence: where most units of a workspace lie idle so long, factors come out too high.
/// </remarks>
internal sealed class PredictorRelevance(int predictors)
{
    /// <summary>Fewest responses between two looks.</summary>
    public const int Every = 1_000;

    /// <summary>Responses between two looks for each unit: a look reads and writes every weight of every unit, so that it stays a small part of what learning costs.</summary>
    public const int EveryPerUnit = 10;

    private const double Doubt = 0.5;
    private const double Least = 0.02;
    private const double Most = 50;

    private double[] _factors = Neutral(predictors);
    private int _since;

    /// <summary>By predictor; 1 = as the prior says.</summary>
    public ReadOnlySpan<double> Factors => _factors;

    /// <summary>Counts a response; true when it is time to <see cref="Learn"/>.</summary>
    public bool IsDue(int units)
    {
        _since++;
        if (_since < Math.Max(Every, EveryPerUnit * units))
        {
            return false;
        }

        _since = 0;
        return true;
    }

    /// <summary>Learns the factors from the units, and exchanges the units' priors.</summary>
    public void Learn(IEnumerable<PooledUnit> units)
    {
        var squares = new double[_factors.Length];
        var evidence = new double[_factors.Length];
        foreach (var unit in units)
        {
            unit.AddRelevance(_factors, squares, evidence);
        }

        var before = _factors;
        _factors = new double[before.Length];
        for (var p = 0; p < before.Length; p++)
        {
            _factors[p] = Math.Clamp((Doubt + squares[p]) / (Doubt + evidence[p]), Least, Most);
        }

        foreach (var unit in units)
        {
            unit.ExchangePrior(before, _factors);
        }
    }

    /// <summary>Follows a new list of predictors; -1 = a new one.</summary>
    public void Remap(ReadOnlySpan<int> sources)
    {
        var factors = Neutral(sources.Length);
        for (var p = 0; p < sources.Length; p++)
        {
            factors[p] = sources[p] < 0 ? 1 : _factors[sources[p]];
        }

        _factors = factors;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_since);
        foreach (var factor in _factors)
        {
            writer.Write(factor);
        }
    }

    public static PredictorRelevance Read(BinaryReader reader, int predictors)
    {
        var relevance = new PredictorRelevance(predictors) { _since = reader.ReadInt32() };
        for (var p = 0; p < predictors; p++)
        {
            relevance._factors[p] = reader.ReadDouble();
        }

        return relevance;
    }

    private static double[] Neutral(int count)
    {
        var factors = new double[count];
        Array.Fill(factors, 1);
        return factors;
    }
}
