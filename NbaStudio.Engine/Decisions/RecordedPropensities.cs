using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Decisions;

/// <summary>Propensities as a record holds them.</summary>
/// <remarks>
/// A record keeps the best 32 and all that the choice depended on. The others only have to lose again: without <paramref name="others"/> they get the
/// lowest propensity and endless evidence, which puts them no higher than they stood, so that the same choice comes out, always. With
/// <paramref name="others"/> (another policy, a what-if) they are scored anew, which is an approximation.
/// </remarks>
public sealed class RecordedPropensities(DecisionInputs inputs, DecisionResult recorded, PolicySnapshot policy, IPropensityView? others = null) : IPropensityView
{
    private readonly Dictionary<int, CandidateResult> _byTreatment = recorded.Ranked.ToDictionary(c => c.TreatmentKey);

    public long Version => inputs.ModelVersion;

    public void Score(ReadOnlySpan<double> predictors, ReadOnlySpan<int> treatments, PropensityScores scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        others?.Score(predictors, treatments, scores);
        foreach (var t in treatments)
        {
            if (_byTreatment.TryGetValue(policy.Treatments[t].Key, out var candidate))
            {
                scores.Put(t, candidate.Propensity, candidate.Evidence, candidate.Source, candidate.Spread);
            }
            else if (others is null)
            {
                scores.Put(t, Stages.PropensityStage.Lowest, long.MaxValue, PropensitySource.BaseRate, 0);
            }
        }
    }

    public void ScoreHead(HeadKind head, ReadOnlySpan<double> predictors, ReadOnlySpan<int> treatments, PropensityScores scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        others?.ScoreHead(head, predictors, treatments, scores);
        foreach (var t in treatments)
        {
            if (_byTreatment.TryGetValue(policy.Treatments[t].Key, out var candidate) && candidate.Heads.Further(head) is { } recorded)
            {
                scores.Propensity[t] = recorded.Propensity;
            }
            else if (others is null)
            {
                // Nothing gained and all harm done: V is then no higher than it stood, and what harm outweighed is outweighed again.
                scores.Propensity[t] = head == HeadKind.Harm ? 1 : 0;
            }
        }
    }
}
