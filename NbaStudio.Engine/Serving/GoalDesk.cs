using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Runtime;

namespace NbaStudio.Engine.Serving;

/// <summary>
/// Follows the goals of customers: looks after every event and change of the profile, and when time alone may have changed something, and raises goal.reached or
/// goal.behind once for each change. Runs in the customer's lane; costs nothing where the policy has no goals.
/// </summary>
internal sealed class GoalDesk(EventIntake events)
{
    private const long Day = 86_400_000;

    /// <summary>Looks at every goal.</summary>
    /// <param name="started">Timestamp (of the clock) at which what made this necessary came in.</param>
    /// <returns>The decisions that the raised events called for.</returns>
    public IReadOnlyList<DecisionReply> Check(LaneContext<CustomerState> lane, ServingState serving, long started)
    {
        var policy = serving.Snapshot;
        var customer = lane.Customer;
        if (policy.Goals.Count == 0 && customer.Goals.Count == 0)
        {
            return [];
        }

        List<EventInput>? raised = null;
        var due = long.MaxValue;
        var frame = FrameFor(serving, customer, lane.Now);
        foreach (var goal in policy.Goals)
        {
            if (!TryProgress(goal, frame, out var progress))
            {
                customer.Goals.Remove(goal.Name);
                continue;
            }

            GoalState? before = customer.Goals.TryGetValue(goal.Name, out var known) ? known : null;
            var after = GoalPlan.Next(before, progress, Deadline(goal, frame), lane.Now);
            customer.Goals[goal.Name] = after;
            due = Math.Min(due, GoalPlan.NextChange(after, progress));
            if (after.Status != GoalStatus.Reached && ChangesByTime(goal, policy))
            {
                due = Math.Min(due, lane.Now + Day);
            }

            // What the hub sees for the first time is how things are, not a change.
            if (before is { } last && last.Status != after.Status && after.Status != GoalStatus.Open)
            {
                (raised ??= []).Add(EventOf(goal, after, progress, lane.Now, customer.Simulated));
            }
        }

        foreach (var gone in customer.Goals.Keys.Where(name => policy.Goals.All(g => g.Name != name)).ToArray())
        {
            customer.Goals.Remove(gone);
        }

        Arm(customer, due);
        return raised is null ? [] : [.. raised.SelectMany(input => events.Raise(lane, serving, input, started))];
    }

    /// <summary>How the customer's goals stand, without any effect.</summary>
    public static IReadOnlyList<GoalReading> Read(ServingState serving, CustomerState customer, long now)
    {
        var policy = serving.Snapshot;
        if (policy.Goals.Count == 0)
        {
            return [];
        }

        var readings = new List<GoalReading>();
        var frame = FrameFor(serving, customer, now);
        foreach (var goal in policy.Goals)
        {
            if (!TryProgress(goal, frame, out var progress))
            {
                readings.Add(new GoalReading(goal.Name, null, null, null, null));
                continue;
            }

            var state = GoalPlan.Next(customer.Goals.TryGetValue(goal.Name, out var known) ? known : null, progress, Deadline(goal, frame), now);
            readings.Add(new GoalReading(
                goal.Name, progress, GoalPlan.PlannedAt(state, now), state.Deadline == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(state.Deadline), state.Status));
        }

        return readings;
    }

    /// <summary>What rules would read of a customer now, outside a decision; goals are not filled in. Belongs to the thread until its next use.</summary>
    internal static EvaluationFrame FrameFor(ServingState serving, CustomerState customer, long now)
    {
        var frame = DecisionScratch.For(serving).Frame;
        frame.Zone = customer.Zone ?? serving.Snapshot.Zone;
        customer.Aggregates.Bind(serving.Policy.Aggregates);
        serving.Policy.Filler.Fill(frame, customer, default, now);
        ScoreValues.Fill(serving.Snapshot, frame);
        return frame;
    }

    private static bool TryProgress(GoalSnapshot goal, EvaluationFrame frame, out double progress)
    {
        var value = goal.Progress.Evaluate(frame);
        progress = value.IsNumeric ? value.Number : double.NaN;
        return double.IsFinite(progress);
    }

    private static long Deadline(GoalSnapshot goal, EvaluationFrame frame) =>
        goal.Deadline?.Evaluate(frame) is { Kind: ValueKind.DateTime } deadline ? (long)deadline.Number : 0;

    /// <summary>Day functions and windows move without any event: such goals are looked at once a day as well.</summary>
    private static bool ChangesByTime(GoalSnapshot goal, PolicySnapshot policy) =>
        goal.Progress.Text.Contains('(', StringComparison.Ordinal) || goal.Progress.Slots.Any(s => policy.Layout.Slots[s] is AggregateSlot or OutcomeCountSlot);

    private static void Arm(CustomerState customer, long due)
    {
        var armed = customer.Timers.Items.FirstOrDefault(t => t.Kind == TimerKind.Goal);
        if (armed.Due == due && armed.Kind == TimerKind.Goal)
        {
            return;
        }

        customer.Timers.Cancel(TimerKind.Goal, 0, 0);
        if (due != long.MaxValue)
        {
            customer.Timers.Add(new CustomerTimer(due, TimerKind.Goal, 0, 0));
        }
    }

    private static EventInput EventOf(GoalSnapshot goal, in GoalState state, double progress, long now, bool simulated)
    {
        var type = state.Status == GoalStatus.Reached ? GoalEventTypes.Reached : GoalEventTypes.Behind;
        var properties = new Dictionary<string, Value>(StringComparer.Ordinal) { ["goal"] = Value.OfText(goal.Name), ["progress"] = Value.OfNumber(progress) };
        if (state.Deadline != 0)
        {
            properties["deadline"] = Value.OfUnixMilliseconds(state.Deadline);
        }

        return new EventInput(FormattableString.Invariant($"{type}:{goal.Name}:{now}"), "", type, DateTimeOffset.FromUnixTimeMilliseconds(now), properties, simulated);
    }
}

/// <summary>How a goal of a customer stands.</summary>
/// <param name="Progress">1 = reached; null = cannot be told, because something that it reads is missing.</param>
/// <param name="Plan">Progress that the plan asks for now; null without a deadline.</param>
public sealed record GoalReading(string Name, double? Progress, double? Plan, DateTimeOffset? Deadline, GoalStatus? Status);
