using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Serving.Schedules;

/// <summary>Whether a customer is of an audience. Works on a customer's state in the lane or on a copy from the store.</summary>
internal static class AudienceTest
{
    /// <summary>Like every rule it holds only when true: what is unknown is out.</summary>
    /// <param name="frame">Scratch paper of this thread, for the policy's layout.</param>
    /// <param name="now">Milliseconds since 1970 UTC.</param>
    public static bool Includes(ServingPolicy policy, AudienceSnapshot audience, EvaluationFrame frame, CustomerState customer, long now)
    {
        Fill(policy, frame, customer, now);
        return audience.When.Test(frame) == Ternary.True;
    }

    /// <summary>Everything that a rule can ask of a customer outside a decision; context and trigger are missing.</summary>
    public static void Fill(ServingPolicy policy, EvaluationFrame frame, CustomerState customer, long now)
    {
        frame.Zone = customer.Zone ?? policy.Snapshot.Zone;
        customer.Aggregates.Bind(policy.Aggregates);
        policy.Filler.Fill(frame, customer, new SlotSources(null), now);
        ScoreValues.Fill(policy.Snapshot, frame);
        GoalValues.Fill(policy.Snapshot, frame);
    }
}
