using System.Globalization;
using System.Text.Json;
using NbaStudio.Api.Values;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Api.Decisions;

/// <summary>Decision records in the words of the API.</summary>
internal static class RecordAnswers
{
    /// <param name="hidden">Attributes that the caller may not see; null = none.</param>
    public static RecordAnswer Of(DecisionRecord record, IHubReader store, HiddenAttributes? hidden = null)
    {
        hidden ??= HiddenAttributes.None;
        var (inputs, result, timings, policy) = record;
        return new RecordAnswer(
            inputs.Id.ToString(),
            store.LoadCustomer(inputs.Id.Customer) is { } customer ? CustomerStateCodec.Read(customer.State).PrimaryId : null,
            DateTimeOffset.FromUnixTimeMilliseconds(inputs.Now), inputs.Revision, policy.TriggerOfKey(inputs.Trigger)?.Name, inputs.Language, inputs.Zone,
            new ArmAnswer(inputs.Arm.HoldOutAll, [.. inputs.Arm.HoldOutObjectives.Select(key => ObjectiveOf(policy, key))], inputs.Arm.RandomCheck),
            inputs.ModelVersion, inputs.Seed.ToString("x16", CultureInfo.InvariantCulture), inputs.Simulated,
            Inputs(inputs, hidden),
            [.. inputs.Slots.Select(slot => new SlotAnswer([.. slot.Channels.Select(key => ChannelOf(policy, key))], slot.Placement, slot.Position))],
            Outcome(policy, inputs, result),
            [.. result.Ranked.Select(candidate => Ranked(policy, candidate))],
            DecisionAnswers.Timings(timings),
            inputs.Layout.Slots.Where(s => hidden.Reads(s.Name)).Select(s => s.Name).ToList() is { Count: > 0 } masked ? masked : null);
    }

    public static OutcomeOfRun Outcome(PolicySnapshot policy, DecisionInputs inputs, DecisionResult result)
    {
        List<ChoiceAnswer> choices = [];
        for (var s = 0; s < result.Filled.Count; s++)
        {
            if (result.Filled[s] >= 0)
            {
                var candidate = result.Ranked[result.Filled[s]];
                var treatment = policy.Treatments[candidate.Treatment];
                choices.Add(new ChoiceAnswer(
                    s, inputs.Slots[s].Placement, policy.Channels[treatment.Channel].Id, policy.Objectives[treatment.Objective].Id, policy.Actions[treatment.Action].Id,
                    treatment.Id, DecisionAnswers.Factors(candidate), ValueConversion.Finite(result.SlotProbability[s])));
            }
        }

        var silence = result.Silence is { } why
            ? new SilenceAnswer(
                JsonNamingPolicy.CamelCase.ConvertName(why.Code.ToString()), null, ValueConversion.Finite(why.BestPriority), ValueConversion.Finite(why.Threshold))
            : null;
        return new OutcomeOfRun(silence, choices);
    }

    private static Dictionary<string, ApiValue?> Inputs(DecisionInputs inputs, HiddenAttributes hidden)
    {
        Dictionary<string, ApiValue?> values = new(StringComparer.Ordinal);
        for (var i = 0; i < inputs.Layout.Count; i++)
        {
            if (!hidden.Reads(inputs.Layout.Slots[i].Name))
            {
                values[inputs.Layout.Slots[i].Name] = ValueConversion.ToApi(inputs.Values[i]);
            }
        }

        return values;
    }

    private static RankedAnswer Ranked(PolicySnapshot policy, in CandidateResult candidate)
    {
        var treatment = policy.Treatments[candidate.Treatment];
        return new RankedAnswer(
            policy.Objectives[treatment.Objective].Id, policy.Actions[treatment.Action].Id, treatment.Id, policy.Channels[treatment.Channel].Id, candidate.Stage, candidate.Reason,
            DecisionAnswers.Factors(candidate));
    }

    private static string ChannelOf(PolicySnapshot policy, int key) => policy.ChannelIndexOfKey(key) is var index and >= 0 ? policy.Channels[index].Id : $"#{key}";

    private static string ObjectiveOf(PolicySnapshot policy, int key) => policy.Objectives.FirstOrDefault(objective => objective.Key == key)?.Id ?? $"#{key}";
}
