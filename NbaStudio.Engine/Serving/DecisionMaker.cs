using System.Runtime.InteropServices;
using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Records;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>Decides in a customer's lane and writes what follows: reservations, awaited answers, timers, the record, deliveries.</summary>
internal sealed class DecisionMaker(HubServices services, InputsBuilder inputsBuilder)
{
    /// <summary>Hears which budgets a durable decision could have used, on the commit thread; set before the start.</summary>
    public Action<PolicySnapshot, Budgets.BudgetChance[], long> OnBudgetChances { get; set; } = (_, _, _) => { };

    /// <summary>Decides for a moment and records it.</summary>
    /// <param name="started">Timestamp (of the clock) at which the request or event came in.</param>
    public DecisionReply Decide(LaneContext<CustomerState> lane, ServingState serving, in DecisionMoment moment, long started)
    {
        var detected = services.Time.GetTimestamp();
        var scratch = DecisionScratch.For(serving);
        var inputs = inputsBuilder.Build(scratch, serving, lane, moment, lease: true);
        var filled = services.Time.GetTimestamp();
        var view = services.PropensitiesOf(serving, inputs);
        var result = DecisionPipeline.Run(scratch.Context, inputs, view);
        var decided = services.Time.GetTimestamp();
        var timings = new StepTimings(Microseconds(started, detected), Microseconds(detected, filled), Microseconds(filled, decided), 0);

        var customer = lane.Customer;
        customer.NextDecisionNumber++;
        var actions = Take(lane, serving, view as ModelView, scratch, result, moment);
        TellBudgets(lane, serving.Snapshot, scratch);
        Record(lane, scratch, result, timings);
        lane.Append(JournalKind.Decision, JournalPayloads.Decision(inputs.Id, inputs.Revision, [.. actions.Select(a => a.TreatmentKey)]));
        customer.JournalPosition++;
        AddToTimeline(customer, inputs, result, actions, serving.Snapshot);
        if (result.HoldUntil is > 0 and < long.MaxValue && result.IsSilence && moment.Trigger is { } held)
        {
            customer.Timers.Add(new CustomerTimer(result.HoldUntil, TimerKind.Hold, inputs.Id.Number, 0, HoldPayload.Write(held.Key, moment)));
        }

        var reply = new DecisionReply(
            inputs.Id.ToString(), customer.PrimaryId, inputs.Revision, DateTimeOffset.FromUnixTimeMilliseconds(inputs.Now), SilenceOf(result), actions, timings, FromRecord: false);
        Recent.Of(customer).Remember(inputs.Id.Number, reply, inputs.Slots);
        Tell(lane, serving, moment, result, reply, inputs.Simulated, decided);
        return reply;
    }

    /// <summary>Decides without any side effect.</summary>
    public (DecisionResult Result, DecisionScratch Scratch) Preview(
        LaneContext<CustomerState> lane, ServingState serving, in DecisionMoment moment, DecisionOverrides? overrides, long exceptDecision = 0)
    {
        var scratch = DecisionScratch.For(serving);
        var inputs = inputsBuilder.Build(scratch, serving, lane, moment, lease: false);
        if (exceptDecision != 0)
        {
            inputs.Contacts.RemoveAll(c => c.Decision == exceptDecision);
        }

        return (DecisionPipeline.Run(scratch.Context, inputs, services.PropensitiesOf(serving, inputs), overrides), scratch);
    }

    /// <summary>The chosen actions as a caller sees them, without any effect.</summary>
    public List<ChosenAction> Describe(ServingState serving, DecisionScratch scratch, DecisionResult result)
    {
        var actions = new List<ChosenAction>();
        for (var s = 0; s < result.Filled.Count; s++)
        {
            if (result.Filled[s] >= 0)
            {
                actions.Add(Describe(serving, scratch, result, s, actions.Count + 1));
            }
        }

        return actions;
    }

    public static SilenceReply? SilenceOf(DecisionResult result) => result.Silence is not { } silence ? null : new SilenceReply(
        char.ToLowerInvariant(silence.Code.ToString()[0]) + silence.Code.ToString()[1..],
        Decisions.Explanations.ExplanationBuilder.SilenceSentence(silence, "en"),
        double.IsNaN(silence.BestPriority) ? null : silence.BestPriority,
        silence.Threshold);

    /// <param name="models">The models that were asked; null = others than this hub's.</param>
    private List<ChosenAction> Take(LaneContext<CustomerState> lane, ServingState serving, ModelView? models, DecisionScratch scratch, DecisionResult result, in DecisionMoment moment)
    {
        var actions = new List<ChosenAction>();
        var draw = scratch.Inputs.Arm.RandomCheck ? ChoiceDraw.Even : ChoiceDraw.Served;
        for (var s = 0; s < result.Filled.Count; s++)
        {
            if (result.Filled[s] < 0)
            {
                draw = ChoiceDraw.None;
                continue;
            }

            var action = Describe(serving, scratch, result, s, actions.Count + 1);
            actions.Add(action);
            var candidate = result.Ranked[result.Filled[s]];
            // Drawn is what stands in the first slot that no service message took; the others follow from it.
            var isService = serving.Snapshot.Actions[serving.Snapshot.Treatments[candidate.Treatment].Action].Class == ActionClass.Service;
            Await(lane, serving, models, scratch, candidate, isService ? ChoiceDraw.None : draw);
            draw = isService ? draw : ChoiceDraw.None;
            if (moment.Trigger is { } trigger)
            {
                Send(lane, serving, scratch, action, moment, trigger);
            }
        }

        if (moment.Trigger is null && actions.Count > 0)
        {
            Stick(lane.Customer, serving, scratch.Inputs);
        }

        return actions;
    }

    private ChosenAction Describe(ServingState serving, DecisionScratch scratch, DecisionResult result, int slot, int rank)
    {
        var policy = serving.Snapshot;
        var candidate = result.Ranked[result.Filled[slot]];
        var treatment = policy.Treatments[candidate.Treatment];
        return new ChosenAction(
            rank, scratch.Inputs.Slots[slot].Placement, policy.Channels[treatment.Channel].Id, policy.Objectives[treatment.Objective].Id, policy.Groups[treatment.Group].Id,
            policy.Actions[treatment.Action].Id, treatment.Id, treatment.Key,
            ContentRenderer.Render(policy, treatment, scratch.Inputs.Language, scratch.Context.Frame),
            candidate.Propensity, candidate.Context, candidate.Value, candidate.Lever, candidate.Price, candidate.Priority, result.SlotProbability[slot],
            TrackingTokens.Make(services.Options.Secret, scratch.Inputs.Id, treatment.Key));
    }

    /// <summary>Reserves the contact, takes from budgets, and waits for the answer.</summary>
    private void Await(LaneContext<CustomerState> lane, ServingState serving, ModelView? models, DecisionScratch scratch, in CandidateResult candidate, ChoiceDraw draw)
    {
        var policy = serving.Snapshot;
        var treatment = policy.Treatments[candidate.Treatment];
        var channel = policy.Channels[treatment.Channel];
        var customer = lane.Customer;
        var inputs = scratch.Inputs;
        var number = inputs.Id.Number;
        var decidedAt = inputs.Now;
        var windowEnd = decidedAt + treatment.Heads[0].WindowMilliseconds;
        customer.Contacts.Trim(serving.Policy.Retention, inputs.Now);
        customer.Contacts.Reserve(inputs.Now, treatment.Key, channel.Key, number, inputs.Trigger == 0 ? ContactKind.Impression : ContactKind.Sent);
        var seen = inputs.Trigger == 0 && treatment.SeenOnReply;
        if (seen)
        {
            customer.Contacts.Confirm(number, treatment.Key, channel.Key, ContactKind.Impression, inputs.Now);
        }

        customer.OpenResponses.RemoveSettledBefore(inputs.Now - (long)TimeSpan.FromDays(30).TotalMilliseconds);
        var open = new OpenResponse
        {
            Decision = number,
            Treatment = treatment.Key,
            Channel = channel.Key,
            Trigger = inputs.Trigger,
            DecidedAt = inputs.Now,
            ShownAt = seen ? inputs.Now : 0,
            WindowEnd = windowEnd,
            Predictors = [.. scratch.Context.Predictors],
            PredictorSchema = serving.Policy.PredictorSchema,
            Value = candidate.Value,
            Draw = draw,
            Served = models?.Served(candidate.Treatment, candidate.Propensity, candidate.Source) ?? default,
            Heads = HeadsOf(treatment, models, candidate, decidedAt),
        };
        customer.OpenResponses.Add(open);
        customer.Timers.Add(new CustomerTimer(windowEnd, TimerKind.ResponseWindow, number, treatment.Key));
        foreach (var end in open.Heads.Select(h => h.WindowEnd).Where(end => end != windowEnd).Distinct())
        {
            customer.Timers.Add(new CustomerTimer(end, TimerKind.HeadWindow, number, treatment.Key));
        }

        foreach (var index in policy.BudgetsOfTreatment(candidate.Treatment))
        {
            TakeBudget(lane, policy, scratch, candidate, index);
        }

        var token = TrackingTokens.Make(services.Options.Secret, inputs.Id, treatment.Key);
        lane.AddToken(new TokenRow(TrackingTokens.Hash(token), customer.Key, number, treatment.Key, open.LastWindowEnd + (long)TimeSpan.FromDays(30).TotalMilliseconds));
    }

    private static HeadAnswer[] HeadsOf(TreatmentSnapshot treatment, ModelView? models, CandidateResult candidate, long decidedAt) =>
        treatment.Heads.Count == 1 ? [] : [.. treatment.Heads.Skip(1).Select(h => new HeadAnswer
        {
            Head = h.Kind,
            WindowEnd = decidedAt + h.WindowMilliseconds,
            Served = models is not null && candidate.Heads.Further(h.Kind) is { } head ? models.Served(candidate.Treatment, head) : default,
        })];

    private static void TakeBudget(LaneContext<CustomerState> lane, PolicySnapshot policy, DecisionScratch scratch, in CandidateResult candidate, int index)
    {
        var budget = policy.Budgets[index];
        var amount = Decisions.BudgetUse.Taken(scratch.Context, index, candidate.Propensity);
        var (key, limit, unit) = BudgetKeys.Of(policy, budget, scratch.Inputs.Now);
        var units = (long)Decisions.BudgetUse.UnitsOf(amount, unit);
        if (!lane.TryUseBudget(key, limit, units))
        {
            throw new InvalidOperationException($"Budget {budget.Id} was leased for this decision and cannot be used.");
        }

        if (budget.UsedBy == Policies.Snapshots.BudgetUse.Accepted && !Decisions.BudgetUse.IsExpected(budget))
        {
            lane.Customer.Timers.Add(new CustomerTimer(
                scratch.Inputs.Now + policy.Treatments[candidate.Treatment].Heads[0].WindowMilliseconds, TimerKind.Reservation, scratch.Inputs.Id.Number,
                policy.Treatments[candidate.Treatment].Key, BudgetPayload.Write(key, units)));
        }
    }

    private void TellBudgets(LaneContext<CustomerState> lane, PolicySnapshot policy, DecisionScratch scratch)
    {
        if (Budgets.BudgetChances.Of(scratch.Context) is { Length: > 0 } chances)
        {
            var now = scratch.Inputs.Now;
            lane.AfterCommit(() => OnBudgetChances(policy, chances, now));
        }
    }

    private void Send(LaneContext<CustomerState> lane, ServingState serving, DecisionScratch scratch, ChosenAction action, in DecisionMoment moment, TriggerSnapshot trigger)
    {
        var customer = lane.Customer;
        var inputs = scratch.Inputs;
        var now = DateTimeOffset.FromUnixTimeMilliseconds(inputs.Now);
        var id = lane.NewOutboxId();
        var stopped = services.SendingStopped;
        var delivery = new Delivery(
            id, customer.Key, customer.PrimaryId, inputs.Id.ToString(), action.Channel, action.Objective, action.Action, action.Treatment, action.TreatmentKey, action.Content,
            customer.Addresses.Find(action.Channel)?.Address, action.TrackingToken, now, now.AddMilliseconds(trigger.ValidForMilliseconds), inputs.Id + "-" + action.TreatmentKey, 1,
            inputs.Simulated, action.Value);

        // Marked as being sent in the same commit, so that the first attempt needs no second one; after a crash it counts as uncertain.
        lane.PutOutbox(new OutboxRow(
            id, customer.Key, inputs.Id.Number, action.TreatmentKey, action.Channel, stopped ? OutboxStatus.Held : OutboxStatus.Sending, 1, inputs.Now, delivery.IdempotencyKey,
            delivery.ToBytes(), null));
        customer.Timers.Add(new CustomerTimer(inputs.Now + trigger.ValidForMilliseconds, TimerKind.Validity, inputs.Id.Number, action.TreatmentKey, ValidityPayload.Write(id, trigger, moment)));
        if (!stopped)
        {
            lane.AfterCommit(() =>
            {
                foreach (var observer in services.Observers)
                {
                    observer.OnDelivery(delivery);
                }
            });
        }
    }

    // Empty positions stay empty as well, so that a page that is loaded again shows the same.
    private static void Stick(CustomerState customer, ServingState serving, DecisionInputs inputs)
    {
        foreach (var slot in inputs.Slots)
        {
            var channel = serving.Snapshot.Channels[serving.Snapshot.ChannelIndexOfKey(slot.Channels[0])];
            if (slot.Position == 0 && channel.StickyForMilliseconds > 0)
            {
                customer.Sticky.Set(StickyKeys.Of(channel.Id, slot.Placement), inputs.Id.Number, inputs.Now + channel.StickyForMilliseconds, inputs.Now);
            }
        }
    }

    private static void Record(LaneContext<CustomerState> lane, DecisionScratch scratch, DecisionResult result, StepTimings timings)
    {
        var inputs = scratch.Inputs;
        var recent = Recent.Of(lane.Customer);
        var basis = recent.BaseFor(inputs);
        scratch.Writer.Clear();
        DecisionInputsCodec.Write(scratch.Writer, inputs, basis);
        var inputBytes = scratch.Writer.ToArray();
        scratch.Writer.Clear();
        DecisionResultCodec.Write(scratch.Writer, result, timings);
        lane.AddDecision(new DecisionRow(inputs.Id.Customer, inputs.Id.Number, inputs.Now, basis is null, inputBytes, scratch.Writer.ToArray()));
        if (basis is null)
        {
            recent.Base = RecordBase.Of(inputs);
            lane.Customer.LastFullRecord = inputs.Id.Number;
        }
    }

    private static void AddToTimeline(CustomerState customer, DecisionInputs inputs, DecisionResult result, List<ChosenAction> actions, PolicySnapshot policy)
    {
        if (policy.TriggerOfKey(inputs.Trigger) is { } trigger)
        {
            customer.Timeline.Add(new TimelineItem(inputs.Now, TimelineKind.Trigger, trigger.Name, "", inputs.Id.Number));
        }

        if (actions.Count == 0)
        {
            customer.Timeline.Add(new TimelineItem(inputs.Now, TimelineKind.Decision, "silence", result.Silence!.Code.ToString(), inputs.Id.Number));
        }

        foreach (ref readonly var action in CollectionsMarshal.AsSpan(actions))
        {
            customer.Timeline.Add(new TimelineItem(inputs.Now, TimelineKind.Decision, action.Action, action.Channel, inputs.Id.Number));
        }
    }

    private void Tell(
        LaneContext<CustomerState> lane, ServingState serving, in DecisionMoment moment, DecisionResult result, DecisionReply reply, bool simulated, long decided)
    {
        var notice = services.Observers.Count == 0 ? null : new DecisionNotice(
            new DecisionId(lane.Key, lane.Customer.NextDecisionNumber - 1), lane.Customer.PrimaryId, CustomerNames.Display(lane.Customer), moment.Trigger?.Name, moment.About,
            serving.Snapshot, result, reply, simulated) { IsTrial = serving.IsChallenger };
        lane.AfterCommit(() =>
        {
            // Known only now; the reply leaves after this.
            reply.Timings = reply.Timings with { Commit = Math.Max(1, Microseconds(decided, services.Time.GetTimestamp())) };
            if (notice is not null)
            {
                foreach (var observer in services.Observers)
                {
                    observer.OnDecision(notice);
                }
            }
        });
    }

    private int Microseconds(long from, long to) => (int)Math.Min(int.MaxValue, services.Time.GetElapsedTime(from, to).TotalMicroseconds);
}
