using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Detection.Aggregates;
using NbaStudio.Engine.Detection.Text;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Serving;

/// <summary>A published revision with what serving derives from it once: how inputs are filled, which events count, how long contacts are kept. Immutable and thread safe.</summary>
public sealed class ServingPolicy : IContactScopeResolver
{
    /// <param name="textModels">The revision's text models, learned; null = texts are not read.</param>
    public ServingPolicy(PolicySnapshot snapshot, UnknownAttributes unknownAttributes, IReadOnlyList<TextModel>? textModels = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        Snapshot = snapshot;
        Texts = new TextIntake(textModels ?? []);
        Aggregates = new AggregateCatalogue([.. snapshot.Aggregates.Select(a => (a.Definition, (IEventFilter?)new CompiledEventFilter(a.Filter)))]);
        Filler = new SlotFiller(snapshot.Layout, Aggregates, this);
        Profile = new ProfileSchema(snapshot.Document.Attributes, unknownAttributes);
        var longest = snapshot.ContactRules.Select(r => Math.Max(r.WindowMilliseconds, r.RestMilliseconds))
            .Concat(snapshot.Layout.Slots.OfType<OutcomeCountSlot>().Select(s => (long)s.Window.TotalMilliseconds)).DefaultIfEmpty(0).Max();
        var never = snapshot.ContactRules.Where(r => r.Kind == ContactRuleKind.Never).Aggregate(ContactLogRetention.Default.KeptForever, (kinds, r) => kinds | r.Counted.ToSet());
        Retention = new ContactLogRetention(TimeSpan.FromMilliseconds(longest), never);
        PredictorSchema = snapshot.Predictors.Aggregate(0UL, (hash, p) => Arbitration.StableHash.Combine(hash, Arbitration.StableHash.Of(p.Name, p.Numeric ? 1 : 0)));
    }

    /// <summary>A policy that decides for a share of customers beside the one in force: what is kept of customers is the same for both, so that nobody loses anything by either.</summary>
    /// <param name="challenger">Counts nothing that <paramref name="inForce"/> does not.</param>
    internal ServingPolicy(PolicySnapshot challenger, ServingPolicy inForce, UnknownAttributes unknownAttributes)
        : this(challenger, unknownAttributes)
    {
        (Texts, Aggregates, Completeness) = (inForce.Texts, inForce.Aggregates, inForce.Completeness);
        Filler = new SlotFiller(challenger.Layout, Aggregates, this);
        var horizon = Retention.Horizon > inForce.Retention.Horizon ? Retention.Horizon : inForce.Retention.Horizon;
        Retention = new ContactLogRetention(horizon, Retention.KeptForever | inForce.Retention.KeptForever);
    }

    private ServingPolicy(ServingPolicy other, AggregateCompleteness completeness) =>
        (Snapshot, Texts, Aggregates, Filler, Profile, Retention, PredictorSchema, Completeness) =
        (other.Snapshot, other.Texts, other.Aggregates, other.Filler, other.Profile, other.Retention, other.PredictorSchema, completeness);

    public PolicySnapshot Snapshot { get; }

    public AggregateCatalogue Aggregates { get; }

    /// <summary>Reads the texts of events.</summary>
    internal TextIntake Texts { get; }

    /// <summary>From when on each aggregate is complete.</summary>
    public AggregateCompleteness Completeness { get; } = AggregateCompleteness.None;

    /// <summary>The same with what is known of its aggregates.</summary>
    internal ServingPolicy With(AggregateCompleteness completeness) => new(this, completeness);

    public SlotFiller Filler { get; }

    public ProfileSchema Profile { get; }

    public ContactLogRetention Retention { get; }

    /// <summary>Fingerprint of names and types of the predictors: responses with another one were seen through another list.</summary>
    public ulong PredictorSchema { get; }

    public ContactScopeKeys? Resolve(ContactScope scope)
    {
        switch (scope.Kind)
        {
            case ContactScopeKind.All:
                return new ContactScopeKeys(null);
            case ContactScopeKind.Channel:
                var channel = Snapshot.ChannelIndexOf(scope.Id!);
                return channel < 0 ? null : new ContactScopeKeys(null, Snapshot.Channels[channel].Key);
            default:
                var keys = Snapshot.Treatments.Where(t => Names(t, scope)).Select(t => t.Key).ToArray();
                return keys.Length == 0 ? null : new ContactScopeKeys(new Customers.TreatmentSet(keys));
        }
    }

    private bool Names(TreatmentSnapshot treatment, ContactScope scope) => string.Equals(scope.Id, scope.Kind switch
    {
        ContactScopeKind.Objective => Snapshot.Objectives[treatment.Objective].Id,
        ContactScopeKind.Group => Snapshot.Groups[treatment.Group].Id,
        ContactScopeKind.Action => Snapshot.Actions[treatment.Action].Id,
        _ => treatment.Id,
    }, StringComparison.OrdinalIgnoreCase);
}
