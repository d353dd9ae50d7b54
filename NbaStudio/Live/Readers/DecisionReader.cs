using NbaStudio.Engine;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;
using NbaStudio.Security;

namespace NbaStudio.Live.Readers;

/// <summary>Decision records for the console.</summary>
internal sealed class DecisionReader(NbaEngine engine, LiveFeed feed) : IDecisionReader
{
    private const int MaximumOutcomes = 50;

    public async Task<DecisionView?> GetAsync(string decisionId, string language, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Read);
        var hides = !who.Has(Scopes.Sensitive);
        if (!DecisionId.TryParse(decisionId, out var id) || engine.Records.Read(id) is not { } record || engine.Explain(id, language, hides) is not { } explanation)
        {
            return null;
        }

        var (name, customerId) = await CustomerAsync(id).ConfigureAwait(false);
        var outcomes = Outcomes(record, decisionId, language);
        var live = feed.Find(decisionId);
        var first = record.Result.Filled.FirstOrDefault(f => f >= 0, -1);
        return new DecisionView
        {
            DecisionId = decisionId,
            Time = DateTimeOffset.FromUnixTimeMilliseconds(record.Inputs.Now),
            CustomerId = customerId,
            CustomerName = name,
            Moment = Moment(record),
            Channel = PolicyViews.Channel(record.Policy, record.Inputs.Slots, record.Result),
            Revision = record.Inputs.Revision,
            Latency = live?.Latency ?? new LiveLatency(record.Timings.Detect, record.Timings.Data, record.Timings.Decide, record.Timings.Commit),
            Result = live?.Result ?? ResultOf(first < 0, outcomes),
            Amount = live?.Amount,
            Simulated = record.Inputs.Simulated,
            ModelVersion = record.Inputs.ModelVersion,
            Arm = Arm(record, language),
            Explanation = ExplanationViews.Of(record.Policy, record.Inputs, record.Result, explanation),
            Inputs = [.. Inputs(record, engine.HiddenFrom(hides, record.Policy))],
            Outcomes = outcomes,
        };
    }

    private async Task<(LocalizedText Name, string Id)> CustomerAsync(DecisionId id)
    {
        try
        {
            return await engine.ReadCustomerAsync(id.Customer, state => (CustomerText.Name(state), state.PrimaryId)).ConfigureAwait(false);
        }
        catch (CustomerGoneException)
        {
            return ("–", "");
        }
    }

    private static LiveMoment Moment(DecisionRecord record)
    {
        if (record.Policy.TriggerOfKey(record.Inputs.Trigger) is { } trigger)
        {
            return new LiveMoment(MomentKind.Trigger, PolicyViews.Text(trigger.Label, record.Policy));
        }

        var channel = PolicyViews.Channel(record.Policy, record.Inputs.Slots, record.Result);
        return new LiveMoment(MomentKind.Placement, channel.Placement ?? channel.Label);
    }

    private List<TimelineEntry> Outcomes(DecisionRecord record, string decisionId, string language)
    {
        var entries = new List<TimelineEntry>();
        foreach (var name in engine.NamesOf(record.Inputs.Id))
        {
            AddOutcomes(entries, name, record, decisionId, language);
        }

        return entries;
    }

    private void AddOutcomes(List<TimelineEntry> entries, DecisionId name, DecisionRecord record, string decisionId, string language)
    {
        var from = 1L;
        while (entries.Count < MaximumOutcomes && engine.Store.ReadJournal(from, 500, name.Customer) is { Count: > 0 } page)
        {
            foreach (var row in page.Where(r => r is { Kind: JournalKind.Outcome, Payload: not null }))
            {
                var outcome = JournalPayloads.ReadOutcome(row.Payload);
                if (outcome.Decision == name.Number && record.Policy.TreatmentIndexOfKey(outcome.Treatment) is var index and >= 0)
                {
                    var action = record.Policy.Actions[record.Policy.Treatments[index].Action].Label.In(language);
                    entries.Add(TimelineText.Outcome(outcome.Kind, outcome.Time, action, decisionId, language));
                }
            }

            from = page[^1].Sequence + 1;
        }
    }

    private static LiveResult ResultOf(bool silent, List<TimelineEntry> outcomes) => silent ? LiveResult.Silent
        : outcomes.Exists(o => o.Kind == Reading.TimelineKind.Accepted) ? LiveResult.Accepted
        : outcomes.Exists(o => o.Kind == Reading.TimelineKind.Declined) ? LiveResult.Declined
        : outcomes.Exists(o => o.Kind == Reading.TimelineKind.Seen) ? LiveResult.Shown
        : outcomes.Exists(o => o.Kind == Reading.TimelineKind.Sent) ? LiveResult.Delivered
        : LiveResult.Decided;

    private static string Arm(DecisionRecord record, string language)
    {
        var words = new Words(language);
        var arm = record.Inputs.Arm;
        return arm.HoldOutAll ? words["arm.holdOut"]
            : arm.HoldOutObjectives.Count > 0 ? words["arm.holdOutObjective"]
            : arm.RandomCheck ? words["arm.randomCheck"]
            : words["arm.treated"];
    }

    private static IEnumerable<ProfileField> Inputs(DecisionRecord record, HiddenAttributes hidden)
    {
        for (var i = 0; i < record.Policy.Layout.Count; i++)
        {
            var slot = record.Policy.Layout.Slots[i];
            if (slot is AttributeSlot { Attribute: var attribute } && CustomerText.IsName(attribute))
            {
                continue;
            }

            var isMasked = hidden.Reads(slot.Name);
            yield return new ProfileField(
                PolicyViews.Input(record.Policy, slot), isMasked ? null : CustomerReader.Boxed(record.Inputs.Values[i], slot.Kind), InputNames.IsShare(record.Policy, slot.Name), IsMasked: isMasked);
        }
    }
}
