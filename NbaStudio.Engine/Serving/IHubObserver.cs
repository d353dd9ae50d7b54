using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Serving;

/// <summary>Hears what became durable, in commit order, on the commit thread: be short, throw nothing. What is not overridden is not listened to.</summary>
public interface IHubObserver
{
    void OnEvent(EventNotice notice)
    {
    }

    void OnDecision(DecisionNotice notice)
    {
    }

    void OnOutcome(OutcomeNotice notice)
    {
    }

    /// <summary>A response of a treatment that was drawn, by its priority or evenly, goes to the learner.</summary>
    void OnResponse(ResponseNotice notice)
    {
    }

    /// <summary>A delivery waits to be sent, already marked as being sent.</summary>
    void OnDelivery(Delivery delivery)
    {
    }

    /// <summary>A customer was created, changed or erased.</summary>
    void OnCustomer(CustomerNotice notice)
    {
    }

    /// <summary>A customer became part of another one; <see cref="OnCustomer"/> tells of both afterwards, of the first as gone.</summary>
    void OnMerge(long from, long into)
    {
    }
}

/// <summary>A customer who was created, changed or erased.</summary>
/// <param name="Names">The text attributes whose name contains "name".</param>
/// <param name="IsErased">Whether the customer is gone; the rest is empty then.</param>
public sealed record CustomerNotice(
    long Key, string CustomerId, IReadOnlyList<string> Aliases, IReadOnlyDictionary<string, string> Names, string? Language, bool Simulated, bool IsErased);

/// <summary>An event that was taken in.</summary>
/// <param name="Properties">As it was taken in; not to be changed.</param>
public sealed record EventNotice(long Customer, string Type, DateTimeOffset Time, bool Simulated, IReadOnlyDictionary<string, Conditions.Value> Properties);

/// <summary>A decision that was recorded.</summary>
/// <param name="DisplayName">First and last name where the profile has them, else the primary id.</param>
/// <param name="Trigger">Name of the trigger; null = a request.</param>
/// <param name="Moment">Type of the event that triggered it, or the placements asked for.</param>
public sealed record DecisionNotice(
    DecisionId Id, string CustomerId, string DisplayName, string? Trigger, string Moment, PolicySnapshot Policy, DecisionResult Result, DecisionReply Reply, bool Simulated)
{
    /// <summary>Whether a trial's policy decided, which is in force for a share of customers only.</summary>
    public bool IsTrial { get; init; }
}

/// <summary>An outcome that was recorded.</summary>
/// <param name="Value">Money: the conversion's amount, else the value the action had when it was chosen, for a positive outcome; 0 otherwise.</param>
/// <param name="IsPositive">Whether it counts as a success of the treatment.</param>
/// <param name="IsLate">Whether it came after the response window.</param>
public sealed record OutcomeNotice(
    DecisionId Decision, string CustomerId, int TreatmentKey, int ChannelKey, ContactKind Kind, DateTimeOffset Time, double Value, bool IsPositive, bool IsLate, bool Simulated);

/// <summary>A response that was recorded for learning.</summary>
/// <param name="IsCorrection">The treatment's response was told before as a negative; it is positive after all.</param>
public sealed record ResponseNotice(int TreatmentKey, ResponseArm Arm, bool IsPositive, bool IsCorrection);
