using NbaStudio.Engine;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Scores;
using NbaStudio.Engine.Serving;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;
using NbaStudio.Security;

namespace NbaStudio.Live.Readers;

/// <summary>Customers for the console, read in their lanes and from the index of names.</summary>
internal sealed class CustomerReader(NbaEngine engine, CustomerIndex index, IPresence presence) : ICustomerReader
{
    public Task<CustomerList> FindAsync(string? text, int skip, int take, string language, CancellationToken cancellationToken = default)
    {
        var found = index.Find(text);
        var policy = engine.Policy!;
        var words = new Words(language);
        var rows = found.Skip(skip).Take(take).Select(c => new CustomerRow(
            c.CustomerId, c.Name, c.LastSeen, c.LastMoment is { } moment ? MomentText.Of(policy, moment, language) : null, DecisionText(policy, c.LastDecision, words, language),
            policy.Channels.Any(ch => TakesStreams(ch) && presence.IsOnline(c.Key, ch.Id)), c.Simulated));
        return Task.FromResult(new CustomerList([.. rows], found.Count));
    }

    public async Task<CustomerView?> GetAsync(string customerId, string language, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Customer);
        var hides = !who.Has(Scopes.Sensitive);
        CustomerView view;
        try
        {
            view = await engine.ReadCustomerAsync(customerId, state => Read(state, language, engine.HiddenFrom(hides))).ConfigureAwait(false);
        }
        catch (Exception e) when (e is UnknownCustomerException or InvalidInputException)
        {
            return null;
        }

        var next = new List<NextBestView>();
        foreach (var channel in engine.Policy!.Channels)
        {
            next.Add(await NextBestAsync(customerId, channel, language, hides).ConfigureAwait(false));
        }

        return view with { NextBest = next, Explanation = ExplanationOf(view, language, hides) };
    }

    public async Task<ConsentHistory?> ConsentsAsync(string customerId, int skip, int take, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Customer);
        try
        {
            var all = await engine.ReadConsentsAsync(customerId).ConfigureAwait(false);
            return new ConsentHistory([.. all.Skip(skip).Take(take).Select(statement => Entry(statement, engine.Policy!))], all.Count);
        }
        catch (Exception e) when (e is UnknownCustomerException or InvalidInputException)
        {
            return null;
        }
    }

    // A channel that the policy no longer has goes by its id.
    private static ConsentEntry Entry(ConsentStatement statement, PolicySnapshot policy)
    {
        var (of, index) = (statement.Of, policy.ChannelIndexOf(statement.Of.Channel));
        var channel = of.Channel == ConsentRecord.AllChannels ? null : index >= 0 ? PolicyViews.Channel(policy, index) : new LiveChannel(of.Channel, "", of.Channel);
        return new ConsentEntry(
            channel, of.Purpose, of.State == Engine.Customers.ConsentState.Granted, DateTimeOffset.FromUnixTimeMilliseconds(of.Time), statement.TakenAt is { } taken ? DateTimeOffset.FromUnixTimeMilliseconds(taken) : null,
            of.Source, of.Proof, statement.By, statement.Counted);
    }

    private async Task<NextBestView> NextBestAsync(string customerId, ChannelSnapshot channel, string language, bool hides)
    {
        var policy = engine.Policy!;
        var request = new DecisionRequest(
            null, customerId, channel.Id, [.. channel.Placements.Select(p => new PlacementRequest(p.Name))], new Dictionary<string, Value>());
        var preview = await engine.PreviewAsync(request, language: language, hidesSensitive: hides).ConfigureAwait(false);
        var view = PolicyViews.Channel(preview.Policy, preview.Policy.ChannelIndexOf(channel.Id));
        var why = ExplanationViews.Of(preview, view, engine.Now, new Words(language));
        if (preview.Actions.Count == 0)
        {
            return new NextBestView(view, null, null, PolicyViews.Silence(preview.Result.Silence), ClosedReason(preview, language), why);
        }

        var best = preview.Actions[0];
        var action = preview.Policy.Treatments[preview.Policy.TreatmentIndexOfKey(best.TreatmentKey)].Action;
        return new NextBestView(view, preview.Policy.Actions[action].Label.In(language), best.Priority, null, null, why);
    }

    /// <summary>Why the channel as a whole says nothing: the reason that all candidates share. Null while it is open.</summary>
    private static string? ClosedReason(DecisionPreview preview, string language)
    {
        var candidates = preview.Explanation.Candidates;
        if (candidates.Count == 0)
        {
            return new Words(language)["closed.nothing"];
        }

        var first = candidates[0];
        var closes = first.Reason is DropReason.ChannelPaused or DropReason.ChannelUnreachable or DropReason.AddressMissing or DropReason.AddressRefused
            or DropReason.ConsentRefused or DropReason.ConsentUnknown or DropReason.ChannelQuietHours;
        return closes && candidates.All(c => c.Reason == first.Reason) ? first.Sentence : null;
    }

    private ExplanationView? ExplanationOf(CustomerView view, string language, bool hides)
    {
        foreach (var entry in view.Timeline.Where(t => t.DecisionId is not null && t.Kind is Reading.TimelineKind.Decision or Reading.TimelineKind.Silence))
        {
            if (DecisionId.TryParse(entry.DecisionId, out var id) && engine.Records.Read(id) is { } record && engine.Explain(id, language, hides) is { } explanation)
            {
                return ExplanationViews.Of(record.Policy, record.Inputs, record.Result, explanation);
            }
        }

        return null;
    }

    private CustomerView Read(CustomerState state, string language, HiddenAttributes hidden)
    {
        var policy = engine.Policy!;
        return new CustomerView
        {
            CustomerId = state.PrimaryId,
            Name = CustomerText.Name(state),
            Aliases = [.. state.Aliases.Skip(1)],
            Language = state.Language,
            TimeZone = state.Zone,
            Simulated = state.Simulated,
            OnlineOn = [.. policy.Channels.Where(c => TakesStreams(c) && presence.IsOnline(state.Key, c.Id)).Select(c => PolicyViews.Channel(policy, c.Index))],
            Profile = Profile(state, policy, hidden),
            Goals = [.. engine.GoalsOf(state).Select(g => Goal(g, policy))],
            Consents = [.. policy.Channels.Select(c => Consent(state, policy, c))],
            Timeline = [.. state.Timeline.Items.Reverse().Select(t => TimelineText.Of(t, state.Key, policy, language))],
            Pressure = Pressure(state, policy, language),
            Waiting = [.. state.Timers.Items.Take(8).Select(t => TimelineText.Waiting(t, policy, language)).OfType<WaitingView>()],
        };
    }

    /// <summary>Only pages and apps hold a stream open.</summary>
    private static bool TakesStreams(ChannelSnapshot channel) => channel.Kind is ChannelKind.Web or ChannelKind.App;

    private List<ProfileField> Profile(CustomerState state, PolicySnapshot policy, HiddenAttributes hidden)
    {
        var fields = new List<ProfileField>();
        foreach (var attribute in policy.Attributes.Where(a => !CustomerText.IsName(a.Name)))
        {
            var isMasked = hidden.Contains(attribute.Name);
            fields.Add(new ProfileField(
                PolicyViews.Text(attribute.Label, policy), isMasked ? null : Boxed(state.Profile.Get(attribute.Name)), InputNames.IsShare(policy, "customer." + attribute.Name), IsMasked: isMasked));
        }

        var now = engine.Now.ToUnixTimeMilliseconds();
        foreach (var aggregate in policy.Aggregates.Where(a => a.Declared))
        {
            var slot = policy.Layout.Slots[aggregate.Slot];
            fields.Add(new ProfileField(PolicyViews.Input(policy, slot), Boxed(state.Aggregates.Read(aggregate.Definition, now), slot.Kind), InputNames.IsShare(policy, slot.Name),
                engine.Completeness.CompleteFrom(aggregate.Definition, now)));
        }

        foreach (var (score, answer) in engine.ScoresOf(state).Where(s => s.Score < policy.Scores.Count))
        {
            fields.Add(new ProfileField(PolicyViews.Text(policy.Scores[score].Label, policy), answer, policy.Scores[score].Model.Output == ScoreOutput.Probability));
        }

        return fields;
    }

    private static GoalView Goal(GoalReading goal, PolicySnapshot policy) => new(
        PolicyViews.Goal(policy, goal.Name), goal.Progress, goal.Plan, goal.Deadline, goal.Status switch
        {
            null => GoalStanding.Unknown,
            GoalStatus.Reached => GoalStanding.Reached,
            GoalStatus.Behind => GoalStanding.Behind,
            _ => goal.Plan is null ? GoalStanding.Open : GoalStanding.OnPlan,
        });

    /// <param name="declared">Kind of its slot: sums of money come as numbers.</param>
    internal static object? Boxed(in Value value, ValueKind declared = ValueKind.Any) => value.Kind switch
    {
        ValueKind.Missing => null,
        ValueKind.TextSet => value.Set!.Select(member => member.Original).ToArray(),
        ValueKind.Number when declared == ValueKind.Money => (decimal)Math.Clamp(value.Number, -1e15, 1e15),
        ValueKind.Money => (decimal)Math.Clamp(value.Number, -1e15, 1e15),
        ValueKind.Number => value.Number,
        ValueKind.Boolean => value.IsTrue,
        ValueKind.DateTime => value.AsDateTime,
        _ => value.ToString(),
    };

    private static ConsentView Consent(CustomerState state, PolicySnapshot policy, ChannelSnapshot channel)
    {
        var outbound = (channel.Direction & ChannelDirection.Outbound) != 0;
        var check = state.Consents.Check(channel.Id, channel.PurposeDefault, outbound ? channel.RequireOptIn : channel.RequireOptInInbound);
        return new ConsentView(
            PolicyViews.Channel(policy, channel.Index), channel.PurposeDefault,
            check.State switch
            {
                Engine.Customers.ConsentState.Granted => Reading.ConsentState.Granted,
                Engine.Customers.ConsentState.Refused => Reading.ConsentState.Refused,
                _ => Reading.ConsentState.Unknown,
            },
            check.Allowed, check.Basis is { } basis ? DateTimeOffset.FromUnixTimeMilliseconds(basis.Time) : null, check.Basis?.Source);
    }

    /// <summary>How much of the caps about everything or about a channel is used.</summary>
    private List<PressureView> Pressure(CustomerState state, PolicySnapshot policy, string language)
    {
        var now = engine.Now.ToUnixTimeMilliseconds();
        var views = new List<PressureView>();
        foreach (var rule in policy.ContactRules.Where(r => r.Kind == ContactRuleKind.Cap && r.Per == ContactRulePer.All))
        {
            var keys = policy.Treatments.Where(t => rule.BucketOfEntry(t.Index, t.Channel) >= 0).Select(t => t.Key);
            var query = new ContactQuery(rule.Counted.ToSet(), new Engine.Customers.TreatmentSet(keys), ContactQuery.AnyChannel, rule.WindowMilliseconds);
            views.Add(new PressureView(rule.Label.In(language), state.Contacts.Count(query, now), rule.Limit));
        }

        return views;
    }

    private static string? DecisionText(PolicySnapshot policy, string? action, Words words, string language) => action switch
    {
        null => null,
        "" => words["silence.name"],
        _ => policy.Actions.FirstOrDefault(a => a.Id == action)?.Label.In(language) ?? action,
    };
}
