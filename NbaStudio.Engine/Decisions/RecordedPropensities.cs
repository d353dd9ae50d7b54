using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Decisions;

/// <summary>Propensities as a record holds them; those it does not hold come from the models that are given (marked by their own source).</summary>
public sealed class RecordedPropensities(DecisionInputs inputs, DecisionResult recorded, PolicySnapshot policy, IPropensityView others) : IPropensityView
{
    private readonly Dictionary<int, CandidateResult> _byTreatment = recorded.Ranked.ToDictionary(c => c.TreatmentKey);

    public long Version => inputs.ModelVersion;

    public void Score(ReadOnlySpan<double> predictors, ReadOnlySpan<int> treatments, PropensityScores scores)
    {
        others.Score(predictors, treatments, scores);
        foreach (var t in treatments)
        {
            if (_byTreatment.TryGetValue(policy.Treatments[t].Key, out var candidate))
            {
                scores.Propensity[t] = candidate.Propensity;
                scores.Evidence[t] = candidate.Evidence;
                scores.Source[t] = candidate.Source;
            }
        }
    }
}
