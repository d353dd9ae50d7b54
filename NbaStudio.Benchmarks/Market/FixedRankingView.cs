using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Benchmarks.Market;

/// <summary>Gives every treatment its place in a fixed order: with the weights of C, V and L at 0, priority is its mean worth.</summary>
/// <param name="worth">True mean P x V by dense index of the treatment.</param>
/// <param name="referenceValue">The policy's reference of V, which a weight of 0 leaves in the product.</param>
internal sealed class FixedRankingView(double[] worth, double referenceValue) : IPropensityView
{
    private const long Certain = 1_000_000;

    public long Version => 0;

    public void Score(ReadOnlySpan<double> predictors, ReadOnlySpan<int> treatments, PropensityScores scores)
    {
        foreach (var t in treatments)
        {
            scores.Put(t, worth[t] / referenceValue, Certain, PropensitySource.Override, 0);
        }
    }

    // The trial's policy has one head per treatment: the market's truth is the chance of accepting.
    public void ScoreHead(HeadKind head, ReadOnlySpan<double> predictors, ReadOnlySpan<int> treatments, PropensityScores scores) =>
        throw new NotSupportedException($"The market knows no truth about {head} as a further head.");
}
