using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Live;
using NbaStudio.Live.Readers;

namespace NbaStudio.Hosting.Hub;

/// <summary>Feeds the Live page with what became durable. Runs on the commit thread: nothing here waits.</summary>
public sealed class LiveFeedObserver(LiveFeed feed, CustomerIndex names) : IHubObserver
{
    /// <summary>Acceptances that are remembered, so that an acceptance and the purchase that follows count once.</summary>
    private const int Remembered = 20_000;

    private readonly HashSet<(long, long, int)> _accepted = [];
    private readonly Queue<(long, long, int)> _order = new();
    private LivePolicy? _policy;
    private LivePolicy? _challenger;

    /// <summary>The channels of the policy in force, as they are shown.</summary>
    internal LivePolicy? Policy => Volatile.Read(ref _policy);

    /// <summary>Announces a policy; later ones are noticed with their first decision.</summary>
    public void OnPolicy(PolicySnapshot snapshot) => Use(snapshot);

    public void OnEvent(EventNotice notice) => feed.OnEvent();

    public void OnDecision(DecisionNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        feed.OnDecision(LiveDecisions.From(notice, notice.IsTrial ? Challenger(notice.Policy) : Use(notice.Policy)) with { CustomerName = names.NameOf(notice.Id.Customer) ?? notice.DisplayName });
    }

    public void OnOutcome(OutcomeNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        if (ResultOf(notice) is not { } result || Policy is not { } policy)
        {
            return;
        }

        if (result == LiveResult.Accepted && !Remember((notice.Decision.Customer, notice.Decision.Number, notice.TreatmentKey)))
        {
            return;
        }

        if (policy.Snapshot.TreatmentIndexOfKey(notice.TreatmentKey) < 0 && _challenger is { } challenger && challenger.Snapshot.TreatmentIndexOfKey(notice.TreatmentKey) >= 0)
        {
            policy = challenger;
        }

        var treatment = policy.Snapshot.TreatmentIndexOfKey(notice.TreatmentKey);
        var channel = policy.Snapshot.ChannelIndexOfKey(notice.ChannelKey);
        feed.OnOutcome(new LiveOutcome(
            notice.Decision.ToString(), result,
            treatment < 0 ? null : policy.Objectives[policy.Snapshot.Treatments[treatment].Objective].Id,
            channel < 0 ? null : policy.Channels[channel].Id,
            result == LiveResult.Accepted && notice.Value > 0 ? (decimal)notice.Value : null));
    }

    public void OnDelivery(Delivery delivery)
    {
        // Its decision is told by itself; what becomes of it comes as an outcome.
    }

    private static LiveResult? ResultOf(OutcomeNotice notice) => notice.Kind switch
    {
        _ when notice.IsPositive => LiveResult.Accepted,
        ContactKind.Accept or ContactKind.Conversion => LiveResult.Accepted,
        ContactKind.Sent or ContactKind.Delivered => LiveResult.Delivered,
        ContactKind.Impression or ContactKind.Open => LiveResult.Shown,
        ContactKind.Click => LiveResult.Clicked,
        ContactKind.Dismiss => LiveResult.Dismissed,
        ContactKind.Reject or ContactKind.Unsubscribe or ContactKind.Complaint => LiveResult.Declined,
        ContactKind.Bounce => LiveResult.Failed,
        ContactKind.NoResponse => LiveResult.Expired,
        _ => null,
    };

    private bool Remember((long, long, int) accepted)
    {
        if (!_accepted.Add(accepted))
        {
            return false;
        }

        _order.Enqueue(accepted);
        if (_order.Count > Remembered)
        {
            _accepted.Remove(_order.Dequeue());
        }

        return true;
    }

    // Names of what only a trial has; what the page lists is the policy in force.
    private LivePolicy Challenger(PolicySnapshot snapshot)
    {
        if (_challenger is not { } known || !ReferenceEquals(known.Snapshot, snapshot))
        {
            _challenger = known = new LivePolicy(snapshot);
        }

        return known;
    }

    private LivePolicy Use(PolicySnapshot snapshot)
    {
        var known = Policy;
        if (known is not null && known.Snapshot.Revision >= snapshot.Revision)
        {
            // A decision of the revision before may still be on its way when the next one is in force.
            return ReferenceEquals(known.Snapshot, snapshot) ? known : new LivePolicy(snapshot);
        }

        var policy = new LivePolicy(snapshot);
        Volatile.Write(ref _policy, policy);
        feed.OnPolicy(policy.Objectives, policy.Channels, snapshot.Zone);
        return policy;
    }
}
