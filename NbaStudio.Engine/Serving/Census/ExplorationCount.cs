using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Serving.Census;

/// <summary>Adds up what exploring cost and bought. Not thread safe.</summary>
internal sealed class ExplorationCount
{
    private const double Errors95 = 1.959964;

    // A model's error is the same wherever it is used: what each treatment's propensity adds to the cost is summed before it is squared.
    private readonly Dictionary<int, double> _errors = [];
    private readonly Dictionary<int, (int Shown, long Evidence)> _learning = [];
    private int _choices;
    private int _explored;
    private int _even;
    private int _evenOthers;
    private double _cost;
    private double _evenCost;
    private double _value;

    public void Look(DecisionRecord record)
    {
        if (Drawn(record) is not { } chosen || double.IsNaN(chosen.Probability))
        {
            return;
        }

        CandidateResult best = chosen;
        foreach (var candidate in record.Result.Ranked)
        {
            if (candidate.Probability > 0 && candidate.Priority > best.Priority)
            {
                best = candidate;
            }
        }

        _choices++;
        _value += Worth(chosen);
        var isOther = best.Treatment != chosen.Treatment;
        var cost = isOther ? Math.Max(0, Worth(best) - Worth(chosen)) : 0;
        if (record.Inputs.Arm.RandomCheck)
        {
            _even++;
            _evenOthers += isOther ? 1 : 0;
            _evenCost += cost;
            return;
        }

        if (!isOther)
        {
            return;
        }

        _explored++;
        _cost += cost;
        if (cost > 0)
        {
            _errors[best.TreatmentKey] = _errors.GetValueOrDefault(best.TreatmentKey) + Error(best);
            _errors[chosen.TreatmentKey] = _errors.GetValueOrDefault(chosen.TreatmentKey) - Error(chosen);
        }

        if (chosen.Evidence < ExplorationCost.LittleEvidence)
        {
            var known = _learning.GetValueOrDefault(chosen.TreatmentKey);
            _learning[chosen.TreatmentKey] = (known.Shown + 1, Math.Max(known.Evidence, chosen.Evidence));
        }
    }

    public ExplorationCost Read()
    {
        var half = Errors95 * Math.Sqrt(_errors.Values.Sum(e => e * e));
        return new ExplorationCost(
            _choices, _explored, _even, _evenOthers, _cost, new ConfidenceInterval(Math.Max(0, _cost - half), _cost + half), _evenCost, _value,
            [.. _learning.Select(l => new ExploredTreatment(l.Key, l.Value.Shown, l.Value.Evidence)).OrderByDescending(l => l.Shown).ThenBy(l => l.TreatmentKey).Take(ExplorationCost.MostLearning)]);
    }

    /// <summary>What stands in the first place that no service message took.</summary>
    private static CandidateResult? Drawn(DecisionRecord record)
    {
        foreach (var filled in record.Result.Filled)
        {
            if (filled < 0)
            {
                return null;
            }

            var candidate = record.Result.Ranked[filled];
            if (record.Policy.Actions[record.Policy.Treatments[candidate.Treatment].Action].Class != ActionClass.Service)
            {
                return candidate;
            }
        }

        return null;
    }

    private static double Worth(in CandidateResult candidate) => candidate.Propensity * candidate.Value;

    private static double Error(in CandidateResult candidate) => candidate.Value * candidate.Propensity * (1 - candidate.Propensity) * Math.Max(0, candidate.Spread);
}
