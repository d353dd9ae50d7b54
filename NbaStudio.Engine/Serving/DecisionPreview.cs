using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Serving;

/// <summary>What would be decided now. Nothing was recorded, reserved or sent.</summary>
public sealed record DecisionPreview(
    PolicySnapshot Policy, DecisionResult Result, IReadOnlyList<ChosenAction> Actions, DecisionExplanation Explanation, SilenceReply? Silence);

/// <summary>A recorded decision beside what another policy makes of it, both in plain words.</summary>
/// <param name="Replay">The record, and what the other policy chooses.</param>
/// <param name="Recorded">Why it came out as it did.</param>
/// <param name="Replayed">Why it would come out otherwise.</param>
public sealed record DecisionComparison(ReplayOutcome Replay, DecisionExplanation Recorded, DecisionExplanation Replayed);

/// <summary>A recorded decision that was run again.</summary>
/// <param name="IsIdentical">Whether the same treatments fill the same slots with the same priorities, bit for bit.</param>
public sealed record ReplayOutcome(DecisionRecord Record, RedecideOutcome Outcome, bool IsIdentical)
{
    internal static bool SameChoice(DecisionRecord record, PolicySnapshot policy, DecisionResult result)
    {
        if (record.Result.Filled.Count != result.Filled.Count || (record.Result.Silence is null) != (result.Silence is null))
        {
            return false;
        }

        for (var s = 0; s < result.Filled.Count; s++)
        {
            var before = record.Result.Filled[s] < 0 ? default : record.Result.Ranked[record.Result.Filled[s]];
            var after = result.Filled[s] < 0 ? default : result.Ranked[result.Filled[s]];
            if ((record.Result.Filled[s] < 0) != (result.Filled[s] < 0) || before.TreatmentKey != after.TreatmentKey || !before.Priority.Equals(after.Priority)
                || (ReferenceEquals(record.Policy, policy) && !record.Result.SlotProbability[s].Equals(result.SlotProbability[s])))
            {
                return false;
            }
        }

        return true;
    }
}
