using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>How the attempt to deliver went.</summary>
public enum DeliveryResult : byte
{
    /// <summary>The channel took it and says that it reached the customer.</summary>
    Delivered,
    /// <summary>It was written to an open stream; the customer's side confirms it by reporting an outcome.</summary>
    Sent,
    /// <summary>It failed and may work later.</summary>
    Retry,
    /// <summary>The channel refused it for good.</summary>
    Failed,
    /// <summary>The address does not work.</summary>
    Bounced,
}

/// <summary>The engine's side of the outbox: what may be sent now, and what became of it. All of it runs in the customer's lane.</summary>
internal sealed class DeliveryDesk(HubServices services, OutcomeRecorder outcomes)
{
    /// <summary>Attempts before a delivery is put aside for a person.</summary>
    public const int MaximumAttempts = 8;

    /// <summary>The delivery as that of the customer whom its own has become part of.</summary>
    public static OutboxRow Moved(OutboxRow row, long customer, long decision) => row with
    {
        Customer = customer, Decision = decision, Payload = (Delivery.FromBytes(row.Payload) with { Customer = customer }).ToBytes(),
    };

    /// <summary>Marks a waiting delivery as being sent, or drops it when its dates, consent, caps or validity no longer allow it.</summary>
    /// <returns>What to send; null when it is not to be sent (now).</returns>
    public Delivery? Begin(LaneContext<CustomerState> lane, ServingState serving, long outboxId, bool byPerson)
    {
        var row = lane.Durable.ReadOutboxRow(outboxId);
        if (row is null || services.SendingStopped || !(row.Status is OutboxStatus.Pending or OutboxStatus.Held || (byPerson && row.Status is OutboxStatus.Dead or OutboxStatus.Uncertain or OutboxStatus.Failed)))
        {
            return null;
        }

        var delivery = Delivery.FromBytes(row.Payload) with { Attempt = row.Attempt + 1 };
        if (Objection(lane, serving, row, delivery, byPerson) is { } objection)
        {
            lane.PutOutbox(row with { Status = OutboxStatus.Dropped, LastError = objection });
            lane.Customer.Contacts.Release(row.Decision, row.Treatment);
            return null;
        }

        PromiseAgain(lane, serving, row);
        lane.PutOutbox(row with { Status = OutboxStatus.Sending, Attempt = row.Attempt + 1, NextAttempt = lane.Now });
        return delivery;
    }

    /// <summary>Records how it went.</summary>
    public void Complete(LaneContext<CustomerState> lane, ServingState serving, long outboxId, DeliveryResult result, string? error)
    {
        if (lane.Durable.ReadOutboxRow(outboxId) is not { } row || !(row.Status == OutboxStatus.Sending || (row.Status == OutboxStatus.Dropped && result == DeliveryResult.Delivered)))
        {
            return; // given up meanwhile; but what was delivered counts, late
        }

        var channel = serving.Snapshot.ChannelIndexOf(row.ChannelId);
        var channelKey = channel < 0 ? 0 : serving.Snapshot.Channels[channel].Key;
        switch (result)
        {
            case DeliveryResult.Delivered:
                lane.PutOutbox(row with { Status = OutboxStatus.Delivered, LastError = null });
                outcomes.RaiseSent(lane, serving, row.Decision, row.Treatment, channelKey);
                Report(lane, serving, row, channelKey, ContactKind.Delivered);
                break;
            case DeliveryResult.Sent:
                lane.PutOutbox(row with { Status = OutboxStatus.Sent, LastError = null });
                outcomes.RaiseSent(lane, serving, row.Decision, row.Treatment, channelKey);
                break;
            case DeliveryResult.Bounced:
                lane.PutOutbox(row with { Status = OutboxStatus.Failed, LastError = error });
                Report(lane, serving, row, channelKey, ContactKind.Bounce);
                lane.Customer.Contacts.Release(row.Decision, row.Treatment);
                break;
            case DeliveryResult.Failed:
                lane.PutOutbox(row with { Status = OutboxStatus.Failed, LastError = error });
                lane.Customer.Contacts.Release(row.Decision, row.Treatment);
                break;
            default:
                var dead = row.Attempt >= MaximumAttempts;
                lane.PutOutbox(row with { Status = dead ? OutboxStatus.Dead : OutboxStatus.Pending, NextAttempt = lane.Now + Backoff(row), LastError = error });
                if (dead)
                {
                    lane.Customer.Contacts.Release(row.Decision, row.Treatment);
                }

                break;
        }
    }

    /// <summary>A person sends again what was given up: it counts for caps once more, until it is delivered or the time to answer ends.</summary>
    private static void PromiseAgain(LaneContext<CustomerState> lane, ServingState serving, OutboxRow row)
    {
        var contacts = lane.Customer.Contacts;
        if (row.Decision == 0 || contacts.HasReserved(row.Decision, row.Treatment) || contacts.HasConfirmed(row.Decision, row.Treatment, ContactKind.Sent)
            || serving.Snapshot.TreatmentIndexOfKey(row.Treatment) is not (var index and >= 0))
        {
            return;
        }

        var treatment = serving.Snapshot.Treatments[index];
        contacts.Reserve(lane.Now, row.Treatment, serving.Snapshot.Channels[treatment.Channel].Key, row.Decision);
        lane.Customer.Timers.Cancel(TimerKind.ResponseWindow, row.Decision, row.Treatment);
        lane.Customer.Timers.Add(new CustomerTimer(lane.Now + treatment.Heads[0].WindowMilliseconds, TimerKind.ResponseWindow, row.Decision, row.Treatment));
    }

    /// <summary>Doubles from 1 s to about 2 min, with up to half of it again as jitter; seeded, so that a replay waits as long.</summary>
    private static long Backoff(OutboxRow row)
    {
        var basis = 1000L << Math.Min(7, row.Attempt - 1);
        return basis + (long)(StableHash.ToUnit(StableHash.Of(row.Id, row.Attempt)) * basis / 2);
    }

    private void Report(LaneContext<CustomerState> lane, ServingState serving, OutboxRow row, int channelKey, ContactKind kind)
    {
        if (row.Decision > 0)
        {
            outcomes.Apply(lane, serving, new OutcomeEntry(row.Decision, row.Treatment, channelKey, kind, lane.Now, 0, false, false, lane.Customer.Simulated));
        }
    }

    /// <summary>Consent, caps and address are checked again at every attempt, without counting the message's own reservation.</summary>
    private static string? Objection(LaneContext<CustomerState> lane, ServingState serving, OutboxRow row, Delivery delivery, bool byPerson)
    {
        var policy = serving.Snapshot;
        if (!byPerson && lane.Now > delivery.ValidUntil.ToUnixTimeMilliseconds())
        {
            return "It was no longer valid when it could be sent.";
        }

        if (policy.TreatmentIndexOfKey(row.Treatment) is not (var index and >= 0))
        {
            return "The policy no longer has its treatment.";
        }

        var treatment = policy.Treatments[index];
        var action = policy.Actions[treatment.Action];
        var channel = policy.Channels[treatment.Channel];
        if (treatment.Activity.Kind != ActivityKind.Active || channel.Paused)
        {
            return "It or its channel was paused.";
        }

        // Of all four levels, as decisions see them.
        if (lane.Now >= treatment.Activity.To)
        {
            return "It had ended when it could be sent.";
        }

        if (lane.Now < treatment.Activity.From)
        {
            return "It had not begun when it could be sent.";
        }

        if (lane.Customer.Addresses.Find(channel.Id) is { IsRefused: true })
        {
            return "The address was refused.";
        }

        if (action.Class != ActionClass.Service && !lane.Customer.Consents.Check(channel.Id, action.Purpose ?? channel.PurposeDefault, channel.RequireOptIn).Allowed)
        {
            return "The customer no longer agrees.";
        }

        return CapObjection(lane, policy, index, row);
    }

    private static string? CapObjection(LaneContext<CustomerState> lane, PolicySnapshot policy, int treatment, OutboxRow row)
    {
        foreach (var r in policy.RulesOfTreatment(treatment))
        {
            var rule = policy.ContactRules[r];
            if (rule.Kind != ContactRuleKind.Cap)
            {
                continue;
            }

            var bucket = rule.BucketOfTreatment(treatment);
            var keys = policy.Treatments.Where(t => rule.BucketOfEntry(t.Index, t.Channel) == bucket).Select(t => t.Key);
            var query = new ContactQuery(rule.Counted.ToSet(), new Customers.TreatmentSet(keys), ContactQuery.AnyChannel, rule.WindowMilliseconds, row.Decision, row.Treatment);
            if (lane.Customer.Contacts.Count(query, lane.Now) >= rule.Limit)
            {
                return $"Contact policy {rule.Id}: {rule.Limit} were reached meanwhile.";
            }
        }

        return null;
    }
}
