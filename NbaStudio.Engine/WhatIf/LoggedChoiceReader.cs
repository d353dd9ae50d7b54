using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;

namespace NbaStudio.Engine.WhatIf;

/// <summary>Reads from a record what the data check needs.</summary>
internal static class LoggedChoiceReader
{
    /// <summary>What slot 1 was. Null: held-out customers, drawn evenly, no slot 1, probabilities that the record does not tell, or an answer that may still come.</summary>
    /// <param name="now">Milliseconds since 1970 UTC.</param>
    public static LoggedChoice? Of(DecisionRecord record, ResponsesOf responses, long now)
    {
        var (inputs, result, policy) = (record.Inputs, record.Result, record.Policy);
        if (inputs.Arm.HoldOutAll || inputs.Arm.HoldOutObjectives.Count > 0 || inputs.Arm.RandomCheck || result.HoldUntil != 0)
        {
            return null;
        }

        var first = 0;
        while (first < result.Filled.Count && result.Filled[first] is var f and >= 0 && policy.Program.Treatments[result.Ranked[f].Treatment].IsService)
        {
            first++;
        }

        if (first == result.Filled.Count)
        {
            return null;
        }

        if (result.Filled[first] < 0)
        {
            return new LoggedChoice(0, [], 0);
        }

        var chosen = result.Ranked[result.Filled[first]];
        var odds = new List<LoggedOption>();

        // In the order of the policy, in which what others could choose stands as well.
        foreach (var candidate in result.Ranked.OrderBy(c => c.Treatment))
        {
            if (candidate.Probability > 0 && !policy.Program.Treatments[candidate.Treatment].IsService)
            {
                odds.Add(new LoggedOption(candidate.TreatmentKey, candidate.Probability, LoggedOption.WindowOf(policy.Treatments[candidate.Treatment])));
            }
        }

        // All that could have been chosen, not what was: else what is left out would depend on chance.
        if (!(chosen.Value > 0) || Math.Abs(odds.Sum(o => o.Probability) - 1) > 1e-6 || inputs.Now + odds.Max(o => o.WindowMilliseconds) > now)
        {
            return null;
        }

        return new LoggedChoice(chosen.TreatmentKey, [.. odds], responses(inputs.Id.Customer, inputs.Id.Number, chosen.TreatmentKey, chosen.Heads) / chosen.Value);
    }
}
