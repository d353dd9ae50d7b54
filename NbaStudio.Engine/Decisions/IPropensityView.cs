using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Decisions;

/// <summary>What a decision asks of the models: immutable while the decision runs.</summary>
public interface IPropensityView
{
    /// <summary>Journal position of the last response that was learned.</summary>
    long Version { get; }

    /// <summary>Gives P, the chance of the primary head, of each treatment.</summary>
    /// <param name="predictors">Values by predictor of the policy's snapshot; NaN = missing.</param>
    /// <param name="treatments">Dense indexes into the snapshot.</param>
    /// <param name="scores">By dense index: where the answers go.</param>
    void Score(ReadOnlySpan<double> predictors, ReadOnlySpan<int> treatments, PropensityScores scores);

    /// <summary>Gives the chance of a further head.</summary>
    /// <param name="head">Kind of the head.</param>
    /// <param name="predictors">Values by predictor of the policy's snapshot; NaN = missing.</param>
    /// <param name="treatments">Dense indexes of treatments that have such a further head.</param>
    /// <param name="scores">By dense index: where the answers go.</param>
    void ScoreHead(HeadKind head, ReadOnlySpan<double> predictors, ReadOnlySpan<int> treatments, PropensityScores scores);
}

/// <summary>Answers of the models by the treatment's dense index. Reused between decisions.</summary>
public sealed class PropensityScores(int treatments)
{
    private readonly long[] _ownEvidence = new long[treatments];
    private readonly double[] _ownSpread = new double[treatments];
    private readonly PropensitySource[] _ownSource = new PropensitySource[treatments];
    private long[]? _evidence;
    private double[]? _spread;
    private PropensitySource[]? _source;

    public double[] Propensity { get; } = new double[treatments];

    /// <summary>Responses that the number rests on.</summary>
    public ReadOnlySpan<long> Evidence => _evidence ?? _ownEvidence;

    /// <summary>Standard deviation of the log odds; 0 = certain, or not known.</summary>
    public ReadOnlySpan<double> Spread => _spread ?? _ownSpread;

    public ReadOnlySpan<PropensitySource> Source => _source ?? _ownSource;

    /// <summary>Answers for one treatment.</summary>
    /// <param name="treatment">Dense index.</param>
    /// <param name="propensity">NaN = none.</param>
    /// <param name="evidence">Responses that it rests on.</param>
    /// <param name="source">Who says so.</param>
    /// <param name="spread">Standard deviation of its log odds.</param>
    public void Put(int treatment, double propensity, long evidence, PropensitySource source, double spread)
    {
        Own();
        (Propensity[treatment], _ownEvidence[treatment], _ownSource[treatment], _ownSpread[treatment]) = (propensity, evidence, source, spread);
    }

    /// <summary>What the propensities of all treatments rest on, until the next answer that says otherwise. Nothing is copied: it must not change.</summary>
    internal void RestOn(long[] evidence, double[] spread, PropensitySource[] source) => (_evidence, _spread, _source) = (evidence, spread, source);

    private void Own()
    {
        if (_evidence is null || _spread is null || _source is null)
        {
            return;
        }

        _evidence.CopyTo(_ownEvidence, 0);
        _spread.CopyTo(_ownSpread, 0);
        _source.CopyTo(_ownSource, 0);
        (_evidence, _spread, _source) = (null, null, null);
    }
}
