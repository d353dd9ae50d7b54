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
    public double[] Propensity { get; } = new double[treatments];

    /// <summary>Responses that the number rests on.</summary>
    public long[] Evidence { get; } = new long[treatments];

    /// <summary>Standard deviation of the log odds; 0 = certain, or not known.</summary>
    public double[] Spread { get; } = new double[treatments];

    public PropensitySource[] Source { get; } = new PropensitySource[treatments];
}
