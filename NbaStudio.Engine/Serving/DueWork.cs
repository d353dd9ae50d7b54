using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>Serves what is due for a customer: events that did not come, response windows, promises, quiet hours, messages that lost their point.</summary>
internal sealed class DueWork(HubServices services, DecisionMaker decisions, OutcomeRecorder outcomes, TriggerDesk triggers, GoalDesk goals)
{
    public void Serve(LaneContext<CustomerState> lane)
    {
        var serving = services.StateOf(lane.Key);
        foreach (var timer in lane.Customer.Timers.TakeDue(lane.Now))
        {
            lane.Changed();
            switch (timer.Kind)
            {
                case TimerKind.ResponseWindow:
                    outcomes.EndWindow(lane, serving, timer.Decision, timer.Treatment);
                    break;
                case TimerKind.HeadWindow:
                    outcomes.EndHeadWindows(lane, timer.Decision, timer.Treatment);
                    break;
                case TimerKind.Reservation:
                    ReleaseBudget(lane, timer);
                    break;
                case TimerKind.Hold:
                    DecideAgain(lane, serving, timer);
                    break;
                case TimerKind.Validity:
                    EndValidity(lane, serving, timer);
                    break;
                case TimerKind.Pattern:
                    triggers.ServeDue(lane, serving, timer.Payload!);
                    break;
                case TimerKind.Goal:
                    goals.Check(lane, serving, services.Time.GetTimestamp());
                    break;
                default:
                    throw new InvalidOperationException($"No work is known for a timer of kind {timer.Kind}.");
            }
        }
    }

    private static void ReleaseBudget(LaneContext<CustomerState> lane, CustomerTimer timer)
    {
        // An offer that was not accepted in its window gives back what it held.
        if (timer.Payload is { } payload && !lane.Customer.Contacts.HasConfirmed(timer.Decision, timer.Treatment, ContactKind.Accept)
            && !lane.Customer.Contacts.HasConfirmed(timer.Decision, timer.Treatment, ContactKind.Conversion))
        {
            var (key, units) = BudgetPayload.Read(payload);
            lane.ReleaseBudget(key, units);
        }
    }

    private void DecideAgain(LaneContext<CustomerState> lane, ServingState serving, CustomerTimer timer)
    {
        var held = HoldPayload.Read(timer.Payload!);
        if (serving.Snapshot.TriggerOfKey(held.TriggerKey) is { } trigger && !(held.FallBack && trigger.FallBackChannels.Count == 0))
        {
            triggers.DecideHeld(lane, serving, trigger, TriggerDesk.MomentOf(serving.Snapshot, trigger, lane.Now, held.Captured, held.About, held.Simulated, held.FallBack));
        }
    }

    /// <summary>A push that nobody confirmed within its validity is released and, where the trigger says so, decided again on the other channels.</summary>
    private void EndValidity(LaneContext<CustomerState> lane, ServingState serving, CustomerTimer timer)
    {
        var customer = lane.Customer;
        var (outboxId, again) = ValidityPayload.Read(timer.Payload!);
        var open = customer.OpenResponses.Find(timer.Decision, timer.Treatment);
        if (open is null || open.ShownAt > 0 || customer.Contacts.HasConfirmed(timer.Decision, timer.Treatment, ContactKind.Sent))
        {
            return;
        }

        customer.Contacts.Release(timer.Decision, timer.Treatment);
        customer.OpenResponses.Remove(open);
        customer.Timers.Cancel(TimerKind.ResponseWindow, timer.Decision, timer.Treatment);
        customer.Timers.Cancel(TimerKind.HeadWindow, timer.Decision, timer.Treatment);
        if (lane.Durable.ReadOutboxRow(outboxId) is { Status: OutboxStatus.Pending or OutboxStatus.Held or OutboxStatus.Sending } row)
        {
            lane.PutOutbox(row with { Status = OutboxStatus.Dropped, LastError = "Nobody confirmed it while it was valid." });
        }

        lane.Append(JournalKind.Due, JournalPayloads.Note($"validity {timer.Decision} {timer.Treatment}"));
        if (again.Length > 0)
        {
            var held = HoldPayload.Read(again);
            if (serving.Snapshot.TriggerOfKey(held.TriggerKey) is { FallBackChannels.Count: > 0 } trigger)
            {
                decisions.Decide(
                    lane, serving, TriggerDesk.MomentOf(serving.Snapshot, trigger, lane.Now, held.Captured, held.About, held.Simulated, fallBack: true),
                    services.Time.GetTimestamp());
            }
        }
    }
}
