using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Runtime;

namespace NbaStudio.Engine.Serving.Schedules;

/// <summary>What a run came to for one customer: a decision, a silence, or nothing for a reason; all null = the policy no longer has the schedule.</summary>
internal readonly record struct RunStep(bool Decided, SilenceCode? Silence, ScheduleSkip? Skip)
{
    public static readonly RunStep Removed;

    private static readonly Dictionary<string, Value> NothingCaptured = [];

    public bool IsRemoved => !Decided && Silence is null && Skip is null;

    /// <summary>
    /// Decides for a customer of the run, in the customer's lane. The run is remembered in the commit of the decision, with what came of it, so that a run that
    /// comes by again after a crash decides nothing twice and still counts right.
    /// </summary>
    public static RunStep Take(LaneContext<CustomerState> lane, HubServices services, DecisionMaker decisions, RunState run)
    {
        var serving = services.StateOf(lane.Key);
        if (serving.Snapshot.TriggerOfKey(run.TriggerKey) is not { Schedule: { } schedule } trigger)
        {
            return Removed;
        }

        if (lane.Recall(DedupeKinds.Schedule, run.Mark, 0) is { } before)
        {
            return Of((SilenceCode)before.Reference);
        }

        if (lane.IsNew)
        {
            return new RunStep(false, null, ScheduleSkip.Erased);
        }

        if (!run.Zones.Contains((lane.Customer.Zone ?? serving.Snapshot.Zone).Id))
        {
            return new RunStep(false, null, ScheduleSkip.OtherZone);
        }

        var frame = DecisionScratch.For(serving).Frame;
        if (!AudienceTest.Includes(serving.Policy, serving.Snapshot.Audiences[schedule.Audience], frame, lane.Customer, lane.Now))
        {
            return new RunStep(false, null, ScheduleSkip.LeftAudience);
        }

        var moment = TriggerDesk.MomentOf(serving.Snapshot, trigger, lane.Now, NothingCaptured, trigger.Name, lane.Customer.Simulated);
        var reply = decisions.Decide(lane, serving, moment, services.Time.GetTimestamp());
        var silence = reply.Silence is null ? 0 : Enum.Parse<SilenceCode>(reply.Silence.Code, ignoreCase: true);
        lane.Remember(DedupeKinds.Schedule, run.Mark, 0, (long)silence);
        return Of(silence);
    }

    private static RunStep Of(SilenceCode silence) => silence == 0 ? new RunStep(true, null, null) : new RunStep(false, silence, null);
}
