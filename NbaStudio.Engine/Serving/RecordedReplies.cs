using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Runtime;

namespace NbaStudio.Engine.Serving;

/// <summary>Gives the reply of a recorded decision again: from memory, else from the record.</summary>
internal sealed class RecordedReplies(RecordReader records, EngineOptions options)
{
    public DecisionReply? Find(LaneContext<CustomerState> lane, long number)
    {
        if (Recent.Of(lane.Customer).Find(number) is { } reply)
        {
            return reply with { FromRecord = true };
        }

        return records.Read(new DecisionId(lane.Key, number)) is { } record ? Rebuild(record, lane.Customer.PrimaryId) : null;
    }

    /// <summary>What a recorded decision was asked for; null when it is not kept any more.</summary>
    public IReadOnlyList<SlotRequest>? SlotsOf(LaneContext<CustomerState> lane, long number) =>
        Recent.Of(lane.Customer).SlotsOf(number) ?? records.Read(new DecisionId(lane.Key, number))?.Inputs.Slots;

    /// <summary>The reply as it was given: same choice, same numbers, same tracking tokens; content from the recorded values.</summary>
    public DecisionReply Rebuild(DecisionRecord record, string customerId)
    {
        var (inputs, result, timings, policy) = record;
        var context = new DecisionContext(policy);
        context.Begin(inputs, NoModels.Instance, null);
        GoalValues.Fill(policy, context.Frame);
        var actions = new List<ChosenAction>();
        for (var s = 0; s < result.Filled.Count; s++)
        {
            if (result.Filled[s] < 0)
            {
                continue;
            }

            var candidate = result.Ranked[result.Filled[s]];
            var treatment = policy.Treatments[candidate.Treatment];
            actions.Add(new ChosenAction(
                actions.Count + 1, inputs.Slots[s].Placement, policy.Channels[treatment.Channel].Id, policy.Objectives[treatment.Objective].Id, policy.Groups[treatment.Group].Id,
                policy.Actions[treatment.Action].Id, treatment.Id, treatment.Key, ContentRenderer.Render(policy, treatment, inputs.Language, context.Frame),
                candidate.Propensity, candidate.Context, candidate.Value, candidate.Lever, candidate.Price, candidate.Priority, result.SlotProbability[s],
                TrackingTokens.Make(options.Secret, inputs.Id, treatment.Key)));
        }

        return new DecisionReply(
            inputs.Id.ToString(), customerId, inputs.Revision, DateTimeOffset.FromUnixTimeMilliseconds(inputs.Now), DecisionMaker.SilenceOf(result), actions, timings, FromRecord: true);
    }

    /// <summary>For reading a record only: nothing is scored.</summary>
    private sealed class NoModels : IPropensityView
    {
        public static NoModels Instance { get; } = new();

        public long Version => 0;

        public void Score(ReadOnlySpan<double> predictors, ReadOnlySpan<int> treatments, PropensityScores scores) =>
            throw new InvalidOperationException("A record is read, not scored.");

        public void ScoreHead(HeadKind head, ReadOnlySpan<double> predictors, ReadOnlySpan<int> treatments, PropensityScores scores) =>
            throw new InvalidOperationException("A record is read, not scored.");
    }
}
