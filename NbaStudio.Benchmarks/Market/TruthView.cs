using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Simulation;

namespace NbaStudio.Benchmarks.Market;

/// <summary>Answers with the market's truth for the customer and moment of one decision.</summary>
internal sealed class TruthView(MarketDriver market, string customerId, DateTimeOffset time, PolicySnapshot policy) : IPropensityView
{
    // As much evidence as anybody wants, so that exploration does not look for more.
    private const long Certain = 1_000_000;

    public long Version => 0;

    public void Score(ReadOnlySpan<double> predictors, ReadOnlySpan<int> treatments, PropensityScores scores)
    {
        foreach (var t in treatments)
        {
            var treatment = policy.Treatments[t];
            scores.Put(t, market.Probability(customerId, policy.Actions[treatment.Action].Id, treatment.Id, policy.Channels[treatment.Channel].Id, time), Certain, PropensitySource.Override, 0);
        }
    }

    // The trial's policy has one head per treatment: the market's truth is the chance of accepting.
    public void ScoreHead(HeadKind head, ReadOnlySpan<double> predictors, ReadOnlySpan<int> treatments, PropensityScores scores) =>
        throw new NotSupportedException($"The market knows no truth about {head} as a further head.");
}
