using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>
/// Folds one customer into another: holds the one that goes, so that everything begun with it is done and durable, then writes the whole merge in one commit
/// of the one that stays. A crash finds both as they were, or one.
/// </summary>
internal sealed class CustomerMerger(HubServices services, HubRuntime<CustomerState> runtime, IHubReader store, AggregateFiller filler, GoalDesk goals)
{
    /// <summary>Most deliveries that are taken over; older ones stay under the key that goes.</summary>
    private const int MaximumDeliveries = 10_000;

    /// <summary>Folds the customer who has the first id into the one who has the second.</summary>
    /// <returns>Whether there was anything to do: false when both ids are one customer's already.</returns>
    /// <exception cref="UnknownCustomerException">Nobody has one of the ids.</exception>
    /// <exception cref="InvalidInputException">One is simulated and the other is not.</exception>
    public async Task<MergeReply> MergeAsync(string from, string into)
    {
        using var alone = await services.AloneAsync().ConfigureAwait(false);
        while (true)
        {
            var source = runtime.Directory.Find(from) ?? throw new UnknownCustomerException(from);
            var target = runtime.Directory.Find(into) ?? throw new UnknownCustomerException(into);
            if (source == target)
            {
                return new MergeReply(await runtime.RunAsync(into, LaneQueue.Callers, create: false, lane => lane.Customer.PrimaryId).ConfigureAwait(false), Merged: false);
            }

            var held = (await runtime.HoldAsync([source]).ConfigureAwait(false))[0];
            try
            {
                if (!held.Exists)
                {
                    throw new UnknownCustomerException(from);
                }

                var deliveries = store.ReadOutboxOf(source, MaximumDeliveries);
                var prepared = filler.PrepareSource(held.Customer);
                var reply = await runtime.RunAsync(target, LaneQueue.Events, lane =>
                    lane.IsNew ? throw new CustomerGoneException(target) : Fold(lane, held, deliveries, prepared)).ConfigureAwait(false);
                held.IsAbsorbed = true;
                return reply;
            }
            catch (CustomerGoneException)
            {
                // The one that was to stay was erased meanwhile: look again.
            }
            finally
            {
                await runtime.ReleaseAsync([held]).ConfigureAwait(false);
            }
        }
    }

    private MergeReply Fold(LaneContext<CustomerState> lane, HeldCustomer<CustomerState> held, IReadOnlyList<OutboxRow> deliveries, PreparedStates? prepared)
    {
        var (target, source) = (lane.Customer, held.Customer);
        if (target.Simulated != source.Simulated)
        {
            throw new InvalidInputException([new InputError("into", "One of the customers is simulated and the other is not.", "two real customers, or two simulated ones")]);
        }

        var serving = services.StateOf(lane.Key);
        var decisions = source.NextDecisionNumber - 1;
        AggregateFiller.Fold(serving, target, prepared);
        var offset = CustomerMerge.Fold(target, source, serving.Policy.Aggregates);
        target.Sticky.ForgetAll();
        lane.Absorb(held, row => row.Kind switch
        {
            DedupeKinds.Outcome => row with { Id = ForwardedCustomer.OutcomeId(row.Id, held.Key), Reference = Raised(row.Reference, offset) },
            DedupeKinds.Request => row with { Reference = Raised(row.Reference, offset) },
            _ => row,
        });
        foreach (var row in deliveries)
        {
            lane.PutOutbox(DeliveryDesk.Moved(row, target.Key, Raised(row.Decision, offset)));
        }

        foreach (var link in MergedCustomers.Links(lane.Durable, new FoldedCustomer(held.Key, offset, decisions), target.Key))
        {
            lane.PutBlob(link);
        }

        lane.Append(JournalKind.Merge, JournalPayloads.Merge(held.Key, offset));
        target.JournalPosition++;
        target.Timeline.Add(new TimelineItem(lane.Now, TimelineKind.Change, "merge", source.PrimaryId));
        goals.Check(lane, serving, services.Time.GetTimestamp());
        Tell(lane, held.Key);
        return new MergeReply(target.PrimaryId, Merged: true);
    }

    private static long Raised(long number, long offset) => number == 0 ? 0 : number + offset;

    private void Tell(LaneContext<CustomerState> lane, long from)
    {
        if (services.Observers.Count == 0)
        {
            return;
        }

        var (gone, stays) = (CustomerNotices.Gone(from), CustomerNotices.Of(lane.Customer));
        lane.AfterCommit(() =>
        {
            foreach (var observer in services.Observers)
            {
                observer.OnMerge(from, stays.Key);
                observer.OnCustomer(gone);
                observer.OnCustomer(stays);
            }
        });
    }
}

/// <summary>What came of a merge.</summary>
/// <param name="CustomerId">Primary id of the customer who stays.</param>
/// <param name="Merged">False when both ids were one customer's already.</param>
public sealed record MergeReply(string CustomerId, bool Merged);
